'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const runs = data.runs;
  const many = runs.length > 1;
  const main = document.getElementById('main');
  const contents = document.getElementById('contents');
  const UNKNOWN = 'unknown';

  // Words and numbers.

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) {
        made.setAttribute(name, value);
      }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function digits(value, unit) {
    if (value === null || value === undefined || !isFinite(value)) {
      return UNKNOWN;
    }
    const size = Math.abs(value);
    const places = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    const text = value.toLocaleString('en', {minimumFractionDigits: places, maximumFractionDigits: places});
    return unit ? text + '\u00a0' + unit : text;
  }

  function bytes(value) {
    if (!value) {
      return UNKNOWN;
    }
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return (Number.isInteger(value) ? value : value.toFixed(1)) + '\u00a0' + units[unit];
  }

  function hertz(value) {
    return value ? digits(value / 1e9, 'GHz') : UNKNOWN;
  }

  /** Names come from files: as text they are harmless, in a tooltip's HTML they need this. */
  function html(text) {
    return echarts.format.encodeHTML(String(text));
  }

  function known(value) {
    return value === null || value === undefined || value === '' ? UNKNOWN : String(value);
  }

  function pathName(m) {
    if (m.path === 'vector') {
      return 'vector, ' + m.bits + ' bits';
    }
    if (m.path === 'vector-cold') {
      return 'vector without warm-up';
    }
    return m.path.startsWith('vector-') ? 'vector, ' + m.bits + ' bits' : m.path;
  }

  const elements = (text) => {
    const match = /^(\d+)(Ki|Mi)?$/.exec(text);
    if (match) {
      return Number(match[1]) * (match[2] === 'Ki' ? 1024 : match[2] === 'Mi' ? 1048576 : 1);
    }
    const shape = /^(\d+)x(\d+)$/.exec(text);
    return shape ? shape[1] * shape[2] : NaN;
  };

  const runPrefix = (run) => (many ? run.run.name + ': ' : '');
  const of = (run, group) => run.measurements.filter((m) => m.group === group);

  // Sections, plots and tables.

  let sections = 0;

  function section(title, ...children) {
    const id = 'section-' + sections++;
    const made = element('section', {'aria-labelledby': id}, element('h2', {id}, title), ...children);
    main.append(made);
    contents.append(element('li', {}, element('a', {href: '#' + id}, title)));
    return made;
  }

  const plots = [];
  let printing = false;
  const PAPER = 720; // what a plot is wide in print, so that its letters are as large as others

  function dark() {
    const asked = document.documentElement.dataset.asked;
    if (printing) {
      return false;
    }
    return asked ? asked === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function palette() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue('--' + name).trim();
    return {
      series: [0, 1, 2, 3, 4, 5].map((i) => value('s' + i)),
      text: value('text'),
      faint: value('faint'),
      line: value('line'),
      back: value('back'),
      raised: value('raised'),
    };
  }

  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
  const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]];

  const FONT = 'system-ui, "DejaVu Sans", sans-serif';

  function baseOption(p, narrow) {
    return {
      animation: false,
      aria: {enabled: false},
      color: p.series,
      textStyle: {color: p.text, fontFamily: FONT},
      tooltip: {
        confine: true, backgroundColor: p.raised, borderColor: p.line,
        textStyle: {color: p.text, fontSize: 12},
      },
      grid: {left: narrow ? 6 : 16, right: narrow ? 20 : 28, top: 32, bottom: 36, containLabel: true},
    };
  }

  function axis(p, name, extra) {
    return Object.assign({
      name, nameLocation: 'middle', nameGap: 30,
      nameTextStyle: {color: p.faint},
      axisLine: {show: true, lineStyle: {color: p.faint}},
      splitLine: {lineStyle: {color: p.line, opacity: 0.6}},
      minorSplitLine: {show: false},
    }, extra, {
      // ECharts makes room for labels by the font of their own.
      axisLabel: Object.assign({color: p.text, fontFamily: FONT, hideOverlap: true}, extra.axisLabel),
    });
  }

  // The name of a vertical axis stands above it, where no label pushes it out of the picture.
  function upright(p, name, extra) {
    return axis(p, name, Object.assign({nameLocation: 'end', nameGap: 12, nameTextStyle: {color: p.faint, align: 'left'}}, extra));
  }

  // A vertical axis of words that wrap, and the grid beside it: of more than 40 words ECharts measures some only.
  function words(p, labels, size, most) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = size + 'px ' + FONT;
    const width = Math.min(most, Math.ceil(Math.max(...labels.map((label) => pen.measureText(label).width))) + 1);
    return {
      grid: {left: width + 12, right: 40, top: 8, bottom: 52},
      yAxis: axis(p, '', {type: 'category', data: labels, axisLabel: {fontSize: size, lineHeight: size + 1, width, overflow: 'break', interval: 0, hideOverlap: false}, splitLine: {show: false}}),
    };
  }

  const STROKES = {solid: 'none', dashed: '6 3', dotted: '2 2'};
  const SHAPES = {
    bar: 'M1 1h24v10h-24z', circle: 'M9 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0', rect: 'M9 2h8v8h-8z',
    triangle: 'M13 2l4 8h-8z', diamond: 'M13 1l4 5l-4 5l-4 -5z', none: '',
  };

  // How a series looks, as a small picture.
  function sample(series) {
    const {color, opacity} = series.itemStyle;
    const symbol = series.type === 'bar' ? 'bar' : series.symbol;
    const dash = series.lineStyle && (STROKES[series.lineStyle.type] || series.lineStyle.type.join(' '));
    const made = element('span', {class: 'sample', 'aria-hidden': true});
    made.innerHTML = `<svg width="26" height="12" stroke-width="2" stroke="${color}" opacity="${opacity || 1}">`
      + (dash ? `<path d="M0 6h26" stroke-dasharray="${dash}"/>` : '')
      + `<path d="${SHAPES[symbol.replace('empty', '').toLowerCase()]}" fill="${symbol.startsWith('empty') ? 'none' : color}"/></svg>`;
    return made;
  }

  // Buttons that show and hide series: unlike a legend in the picture they wrap, take the focus and print.
  function drawKeys(box, series, hidden, draw) {
    const keys = series.filter((s, i) => s.name && series.findIndex((other) => other.name === s.name) === i).map((s) => {
      const key = element('button', {type: 'button', 'aria-pressed': !hidden.has(s.name)}, sample(s), s.name);
      key.addEventListener('click', () => {
        if (!hidden.delete(s.name)) {
          hidden.add(s.name);
        }
        draw();
      });
      return key;
    });
    const focused = keys[[...box.children].indexOf(document.activeElement)];
    box.replaceChildren(...keys);
    box.hidden = keys.length === 0;
    if (focused) {
      focused.focus();
    }
  }

  // A plot with its keys and caption; `make` returns the option, `describe` the text alternative; `away` are
  // the names of series that are hidden at first.
  function plot(parent, name, height, make, describe, caption, away) {
    const hidden = new Set(away);
    const keys = element('div', {class: 'keys', role: 'group', 'aria-label': 'Shown in the plot'});
    const box = element('div', {class: 'plot', id: 'plot-' + name, role: 'img'});
    const figure = element('figure', {}, keys, box, element('figcaption', {}, caption));
    parent.append(figure);
    const shown = {box, draw, chart: null};
    function draw() {
      const width = printing ? PAPER : box.clientWidth || 360;
      const narrow = width < 560;
      const tall = typeof height === 'function' ? height(narrow) : height;
      box.style.height = tall + 'px';
      if (!shown.chart) {
        shown.chart = echarts.init(box, null, {renderer: 'svg', width, height: tall});
      } else {
        shown.chart.resize({width, height: tall});
      }
      const p = palette();
      const option = Object.assign(baseOption(p, narrow), make(p, narrow));
      drawKeys(keys, option.series, hidden, draw);
      option.series = option.series.filter((series) => !hidden.has(series.name));
      if (option.xAxis.type !== 'category') {
        option.xAxis.axisLabel.alignMaxLabel = 'right'; // else the picture's edge cuts it
      }
      shown.chart.setOption(option, true);
      box.setAttribute('aria-label', describe());
      const svg = box.querySelector('svg');
      if (svg) {
        svg.setAttribute('aria-hidden', 'true');
        svg.setAttribute('viewBox', '0 0 ' + shown.chart.getWidth() + ' ' + tall); // a printed page is narrower
      }
    }
    plots.push(shown);
    return shown;
  }

  function redraw() {
    document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
    plots.forEach((shown) => shown.draw());
  }

  // Whiskers from low to high at each x of a series.
  function whiskers(points, color, horizontal) {
    return {
      type: 'custom', silent: true, z: 5, tooltip: {show: false}, data: points,
      encode: horizontal ? {x: [0, 1], y: 2} : {x: 0, y: [1, 2]},
      renderItem: (params, api) => {
        const a = horizontal ? api.coord([api.value(0), api.value(2)]) : api.coord([api.value(0), api.value(1)]);
        const b = horizontal ? api.coord([api.value(1), api.value(2)]) : api.coord([api.value(0), api.value(2)]);
        const w = 3;
        const cap = (at) => (horizontal
          ? {x1: at[0], y1: at[1] - w, x2: at[0], y2: at[1] + w}
          : {x1: at[0] - w, y1: at[1], x2: at[0] + w, y2: at[1]});
        const line = (shape) => ({type: 'line', shape, style: {stroke: color, lineWidth: 1}});
        return {
          type: 'group',
          children: [line({x1: a[0], y1: a[1], x2: b[0], y2: b[1]}), line(cap(a)), line(cap(b))],
        };
      },
    };
  }

  // A table whose columns can be sorted: {title, value, text, number, className}.
  function table(caption, columns, rows, filter) {
    const body = element('tbody');
    const made = rows.map((row) => {
      const line = element('tr');
      for (const column of columns) {
        const value = column.value(row);
        const text = column.text ? column.text(row) : column.number ? (value === null || value === undefined ? '–' : digits(value)) : known(value);
        const cell = element('td', {class: [column.number ? 'number' : '', column.className ? column.className(row) : ''].join(' ').trim() || null}, text);
        cell.dataset.value = value === null || value === undefined ? '' : value;
        line.append(cell);
      }
      body.append(line);
      return line;
    });
    const heads = columns.map((column, index) => {
      const button = element('button', {type: 'button'}, column.title);
      const head = element('th', {scope: 'col', 'aria-sort': 'none', class: column.number ? 'number' : null, title: column.help}, button);
      button.addEventListener('click', () => {
        const first = column.number ? 'descending' : 'ascending';
        const other = column.number ? 'ascending' : 'descending';
        const order = head.getAttribute('aria-sort') === first ? other : first;
        heads.forEach((h) => h.setAttribute('aria-sort', 'none'));
        head.setAttribute('aria-sort', order);
        const sign = order === 'ascending' ? 1 : -1;
        const key = (line) => line.children[index].dataset.value;
        made.sort((a, b) => {
          if (key(a) === '' || key(b) === '') {
            return (key(a) === '') - (key(b) === '');
          }
          return sign * (column.number ? key(a) - key(b) : key(a).localeCompare(key(b), 'en', {numeric: true}));
        });
        body.append(...made);
      });
      return head;
    });
    const box = element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table: ' + caption},
      element('table', {}, element('caption', {class: 'faint'}, caption), element('thead', {}, element('tr', {}, ...heads)), body));
    if (!filter) {
      return box;
    }
    const input = element('input', {type: 'search', placeholder: 'kernel, path or size', 'aria-label': 'Filter of the table: ' + caption});
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/);
      made.forEach((line) => {
        const text = line.textContent.toLowerCase();
        line.hidden = !words.every((word) => text.includes(word));
      });
    });
    return element('div', {}, element('div', {class: 'controls'}, element('label', {}, 'Filter ', input)), box);
  }

  function choice(label, values, changed) {
    const select = element('select', {'aria-label': label}, ...values.map((value) => element('option', {value}, value)));
    select.addEventListener('change', () => changed(select.value));
    return element('label', {}, label + ' ', select);
  }

  const distinct = (values) => [...new Set(values)];

  // Head.

  const first = runs[0];
  document.getElementById('title').textContent = many
    ? 'Comparison: ' + runs.map((run) => run.run.name).join(' and ')
    : 'Vector throughput of ' + first.run.name;
  document.getElementById('subtitle').textContent = runs.map((run) =>
    runPrefix(run) + run.run.command + ', ' + run.run.started.slice(0, 16).replace('T', ' ')
      + ', ' + digits(run.run.seconds, 's') + ', ' + run.run.forks + (run.run.forks === 1 ? ' JVM' : ' JVMs') + ' for each figure').join(' · ');

  runs.forEach((run) => {
    const texts = [...run.facts.warnings];
    if (!run.run.complete) {
      texts.unshift('This run was stopped before its end.');
    }
    if (run.failures.length > 0) {
      texts.push(run.failures.length + (run.failures.length === 1 ? ' measurement failed; it is' : ' measurements failed; they are') + ' listed at the end.');
    }
    texts.forEach((text) => main.append(element('p', {class: 'warning'}, runPrefix(run) + text)));
  });

  // Comparison.

  if (data.comparison) {
    const c = data.comparison;
    const base = runs[0].run.name;
    const label = (row) => [row.group === 'kernel' || row.group === row.name ? '' : row.group, row.name, row.path === row.name ? '' : row.path, row.container, row.size, row.threads > 1 ? row.threads + ' threads' : '']
      .filter((word) => word).join(' ');
    const made = section('Comparison',
      element('ul', {class: 'summary'}, ...c.summary.map((text) => element('li', {}, text))));
    c.others.forEach((other, index) => {
      const rows = other.rows.slice().sort((a, b) => a.ratio - b.ratio);
      const shown = rows.length > 48 ? [...rows.slice(0, 24), ...rows.slice(-24)] : rows;
      plot(made, 'ratios-' + index, (narrow) => 60 + (printing ? 16 : narrow ? 28 : 22) * shown.length, (p, narrow) => ({
        tooltip: {confine: true, backgroundColor: p.raised, borderColor: p.line, textStyle: {color: p.text}, formatter: (q) => html(label(shown[q.data[1]])) + '<br>' + digits(q.data[0]) + ' times'},
        xAxis: axis(p, 'ratio of times', {type: 'log', logBase: 2, axisLabel: {formatter: (v) => digits(v)}}),
        ...words(p, shown.map(label), narrow ? 10 : 11, narrow ? 172 : 360),
        series: [
          {type: 'scatter', symbolSize: 8, data: shown.map((row, i) => ({value: [row.ratio, i], itemStyle: {color: row.verdict === 'slower' ? p.series[5] : row.verdict === 'faster' ? p.series[2] : p.faint}, symbol: row.verdict === 'slower' ? 'triangle' : row.verdict === 'faster' ? 'diamond' : 'circle'})),
            markLine: {silent: true, symbol: 'none', lineStyle: {color: p.text, type: 'solid'}, label: {show: false}, data: [{xAxis: 1}]}},
          whiskers(shown.map((row, i) => [row.low, row.high, i]), p.faint, true),
        ],
      }), () => 'Ratio of times of ' + other.name + ' to ' + base + ' for ' + shown.length + ' figures, from ' + digits(rows[0].ratio) + ' to ' + digits(rows[rows.length - 1].ratio) + '. The table below has them all.',
      'Time of ' + other.name + ' over time of ' + base + ' with ' + 100 * c.confidence + ' % intervals; left of 1 is faster.' + (shown.length < rows.length ? ' Only the ends: ' + shown.length + ' of ' + rows.length + '.' : ''));
    });
    c.others.forEach((other) => made.append(element('h3', {}, other.name + ' against ' + base), table('Ratios of times, ' + other.name + ' over ' + base, [
      {title: 'what', value: (r) => r.group},
      {title: 'name', value: (r) => r.name},
      {title: 'path', value: (r) => r.path},
      {title: 'memory', value: (r) => r.container, text: (r) => r.container || '–'},
      {title: 'size', value: (r) => elements(r.size) || r.size, text: (r) => r.size || '–'},
      {title: 'threads', number: true, value: (r) => r.threads, text: (r) => String(r.threads)},
      {title: base + ', ns', number: true, value: (r) => r.baseNanos},
      {title: other.name + ', ns', number: true, value: (r) => r.nanos},
      {title: 'ratio', number: true, value: (r) => r.ratio},
      {title: 'interval', value: (r) => r.low, text: (r) => digits(r.low) + ' – ' + digits(r.high)},
      {title: 'verdict', value: (r) => r.verdict, className: (r) => (r.verdict === 'slower' ? 'bad' : r.verdict === 'faster' ? 'good' : 'faint')},
    ], other.rows, true)));
  }

  // Summary.

  const summary = section('Summary');
  runs.forEach((run) => {
    if (many) {
      summary.append(element('h3', {}, run.run.name));
    }
    const peaks = run.peaks || {};
    const tile = (name, value, note) => element('div', {class: 'tile'}, element('dt', {}, name), element('dd', {}, value, ' ', element('small', {}, note)));
    const kernels = of(run, 'kernel').filter((m) => m.path === 'vector');
    const mean = (values) => (values.length ? Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length) : null);
    const overScalar = mean(kernels.map((m) => m.rates.speedUp).filter((v) => v));
    const overNaive = mean(kernels.map((m) => m.rates.speedUpOverNaive).filter((v) => v));
    const tiles = [
      ['Vectors', run.facts.library.vector ? String(run.facts.library.bits) : 'none', run.facts.library.vector ? 'bits' : 'scalar path'],
      ['Peak, one thread', peaks.fmaGigaflops, 'GFLOP/s'],
      ['Peak, ' + run.facts.machine.available + ' threads', peaks.fmaGigaflopsAllThreads, 'GFLOP/s'],
      ['Copy beyond the caches', peaks.memoryGigabytes, 'GB/s'],
      ['Clock, measured', peaks.clockGigahertz, 'GHz'],
      ['Kernels over scalar', overScalar, 'times'],
      ['Kernels over naive', overNaive, 'times'],
    ];
    // What this run has not measured has no tile.
    summary.append(element('dl', {class: 'tiles'}, ...tiles.filter(([, value]) => value)
      .map(([name, value, note]) => tile(name, typeof value === 'string' ? value : digits(value), note))));
    summary.append(element('ul', {class: 'summary'}, ...run.summary.map((text) => element('li', {}, text))));
  });

  // Machine.

  const factRows = [
    ['CPU', (f) => f.machine.cpu],
    ['Cores, processors', (f) => known(f.machine.cores) + ', ' + known(f.machine.processors) + '; ' + f.machine.available + ' for the JVM'],
    ['Limit of CPU time', (f) => (f.machine.quota ? digits(f.machine.quota) + ' processors' : 'none found')],
    ['Clock stated', (f) => hertz(f.machine.mostHertz || f.machine.baseHertz)],
    ['Clock measured', (f, r) => (r.peaks && r.peaks.clockGigahertz ? digits(r.peaks.clockGigahertz, 'GHz') : UNKNOWN)],
    ['Clock governor', (f) => f.machine.governor],
    ['Power', (f) => (f.machine.onBattery === null || f.machine.onBattery === undefined ? UNKNOWN : f.machine.onBattery ? 'battery' : 'mains')],
    ['Caches', (f) => (f.machine.caches ? f.machine.caches.map((c) => 'L' + c.level + ' ' + c.type + ' ' + bytes(c.bytes)).join(', ') : UNKNOWN)],
    ['Memory', (f) => bytes(f.machine.memoryBytes)],
    ['Vector instructions', (f) => (f.machine.features ? f.machine.features.join(' ') : UNKNOWN)],
    ['Virtual machine', (f) => (f.machine.virtual === '' ? 'no' : f.machine.virtual)],
    ['System', (f) => f.machine.system + ', ' + f.machine.architecture],
    ['JVM', (f) => f.jvm.name + ' ' + f.jvm.version + ' (' + f.jvm.vendor + ')'],
    ['JVM arguments', (f) => (f.jvm.arguments || []).join(' ')],
    ['JVM options', (f) => Object.entries(f.jvm.options || {}).map(([k, v]) => k + '=' + v).join(' ')],
    ['Garbage collector', (f) => (f.jvm.collector || []).join(', ')],
    ['Backend chosen', (f) => (f.library.vector ? 'vector, ' + f.library.bits + ' bits' : 'scalar') + ': ' + f.library.reason + ' ' + f.library.remedy],
    ['Revision', (f) => f.library.revision],
  ];
  section('Machine and JVM', element('div', {class: 'scroll whole', tabindex: 0, role: 'region', 'aria-label': 'Table: machine and JVM'},
    element('table', {class: 'facts'},
      many ? element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, 'Fact'), ...runs.map((run) => element('th', {scope: 'col'}, run.run.name)))) : null,
      element('tbody', {}, ...factRows.map(([name, find]) => element('tr', {}, element('th', {scope: 'row'}, name),
        ...runs.map((run) => {
          const value = known(find(run.facts, run)).trim();
          return element('td', value === UNKNOWN ? {class: 'unknown'} : {}, value || UNKNOWN);
        })))))));

  // Peak rates.

  const peaks = runs.flatMap((run) => of(run, 'throughput').filter((m) => m.rates.gigaflopsPerSecond).map((m) => ({run, m})));
  if (peaks.length > 0) {
    const made = section('Peak rates and costs of operations');
    const groups = distinct(peaks.map(({run, m}) => runPrefix(run) + m.bits + ' bits' + (m.threads > 1 ? ', ' + m.threads + ' threads' : '')));
    const names = distinct(peaks.map(({m}) => m.name));
    const find = (group, name) => peaks.find(({run, m}) => m.name === name && runPrefix(run) + m.bits + ' bits' + (m.threads > 1 ? ', ' + m.threads + ' threads' : '') === group);
    plot(made, 'peaks', 360, (p, narrow) => ({
      xAxis: axis(p, '', {type: 'category', data: names, nameGap: 24}),
      yAxis: upright(p, 'GFLOP/s', {type: 'value'}),
      series: groups.map((group, i) => ({
        name: group, type: 'bar', itemStyle: {color: p.series[i % 6], opacity: i < 6 ? 1 : 0.6},
        label: {show: !narrow && groups.length <= 8 && names.length <= 6, position: 'top', color: p.text, fontSize: 9, formatter: (q) => (q.value ? digits(q.value) : '')},
        data: names.map((name) => { const hit = find(group, name); return hit ? hit.m.rates.gigaflopsPerSecond : null; }),
      })),
    }), () => 'Bars of peak rates: ' + peaks.map(({run, m}) => runPrefix(run) + m.name + ' ' + m.bits + ' bits ' + m.threads + (m.threads > 1 ? ' threads ' : ' thread ') + digits(m.rates.gigaflopsPerSecond)).join('; ') + ' GFLOP/s.',
    'Floating-point operations a second on vectors in registers, twelve independent chains. A fused multiply-add counts as two.');
    const ops = runs.flatMap((run) => [...of(run, 'throughput'), ...of(run, 'latency')].map((m) => ({run, m})));
    made.append(table('Operations of the Vector API', [
      ...(many ? [{title: 'run', value: (r) => r.run.run.name}] : []),
      {title: 'operation', value: (r) => r.m.name},
      {title: 'what', value: (r) => r.m.group},
      {title: 'bits', number: true, value: (r) => r.m.bits, text: (r) => String(r.m.bits)},
      {title: 'threads', number: true, value: (r) => r.m.threads, text: (r) => String(r.m.threads)},
      {title: 'ns/vector', number: true, value: (r) => r.m.time.median},
      {title: '± %', number: true, value: (r) => spread(r.m), help: 'half of the 95 % interval'},
      {title: 'cycles', number: true, value: (r) => r.m.rates.cycles},
      {title: 'GFLOP/s', number: true, value: (r) => r.m.rates.gigaflopsPerSecond},
      {title: 'boxed', value: (r) => (r.m.allocated > 0 ? 'yes' : 'no'), className: (r) => (r.m.allocated > 0 ? 'bad' : ''), help: 'whether the JVM allocated vectors'},
    ], ops, true));
  }

  function spread(m) {
    return m.time.mean > 0 ? 50 * (m.time.high - m.time.low) / m.time.mean : null;
  }

  // Bandwidth.

  const ladders = runs.flatMap((run) => of(run, 'bandwidth').map((m) => ({run, m})));
  if (ladders.length > 0) {
    const made = section('Bandwidth');
    const groupOf = ({run, m}) => runPrefix(run) + m.name + ', ' + m.container + (distinct(ladders.map((l) => l.m.bits)).length > 1 ? ', ' + m.bits + ' bits' : '') + (m.threads > 1 ? ', ' + m.threads + ' threads' : '');
    const groups = distinct(ladders.map(groupOf));
    const accesses = distinct(ladders.map((l) => l.m.name));
    // A full run has dozens of curves: the widest vectors of arrays on one thread are shown at first.
    const widest = Math.max(...ladders.map((l) => l.m.bits));
    const away = groups.filter((group) => {
      const one = ladders.find((l) => groupOf(l) === group).m;
      return groups.length > 8 && (one.bits !== widest || one.threads > 1 || one.container !== 'array');
    });
    const caches = (first.facts.machine.caches || []).filter((c) => c.type !== 'instruction');
    plot(made, 'bandwidth', 420, (p, narrow) => ({
      tooltip: Object.assign(baseOption(p, narrow).tooltip, {formatter: (q) => html(q.seriesName) + '<br>' + bytes(q.data[0]) + ': ' + digits(q.data[1], 'GB/s')}),
      xAxis: axis(p, 'bytes that a thread works on', {type: 'log', logBase: 2, min: 'dataMin', max: 'dataMax', axisLabel: {formatter: bytes}}),
      yAxis: upright(p, 'GB/s', {type: 'log', axisLabel: {formatter: (v) => digits(v)}}),
      series: groups.flatMap((group, i) => {
        const points = ladders.filter((l) => groupOf(l) === group).map((l) => l.m).sort((a, b) => a.bytes - b.bytes);
        const color = p.series[i % 6];
        const rate = (m, nanos) => m.rates.gigabytesPerSecond * m.time.median / nanos;
        return [{
          name: group, type: 'line', symbol: SYMBOLS[i % 6], symbolSize: 8, itemStyle: {color}, lineStyle: {color, type: DASHES[accesses.indexOf(points[0].name) % DASHES.length]},
          data: points.map((m) => [m.bytes, m.rates.gigabytesPerSecond]),
          markLine: i === 0 && !many ? {silent: true, symbol: 'none', lineStyle: {color: p.faint, type: 'dotted'}, label: {color: p.text, formatter: '{b}', position: 'insideEndTop', rotate: 0},
            data: caches.map((c) => ({name: 'L' + c.level, xAxis: c.bytes}))} : undefined,
        }, Object.assign(whiskers(points.map((m) => [m.bytes, rate(m, m.time.high), rate(m, m.time.low)]), color, false), {name: group})];
      }),
    }), () => 'Bandwidth over size. ' + groups.map((group) => group + ': ' + ladders.filter((l) => groupOf(l) === group).map(({m}) => m.size + ' ' + digits(m.rates.gigabytesPerSecond)).join(', ')).join('; ') + ' GB/s.',
    'Bytes read and written a second, with 95 % intervals.' + (many ? '' : ' Vertical lines: sizes of the caches. Arrays start 16 bytes past a line of the cache, so that wide vectors cross lines; native memory is aligned.') + ' A copy works on two halves and counts both.', away);
    made.append(table('Bandwidth', [
      ...(many ? [{title: 'run', value: (r) => r.run.run.name}] : []),
      {title: 'access', value: (r) => r.m.name},
      {title: 'memory', value: (r) => r.m.container},
      {title: 'size', number: true, value: (r) => r.m.bytes, text: (r) => r.m.size},
      {title: 'bits', number: true, value: (r) => r.m.bits, text: (r) => String(r.m.bits)},
      {title: 'threads', number: true, value: (r) => r.m.threads, text: (r) => String(r.m.threads)},
      {title: 'GB/s', number: true, value: (r) => r.m.rates.gigabytesPerSecond},
      {title: '± %', number: true, value: (r) => spread(r.m)},
    ], ladders));
  }

  // Roofline.

  const kernels = runs.flatMap((run) => of(run, 'kernel').map((m) => ({run, m})));
  const rated = kernels.filter(({m}) => m.rates.gigaflopsPerSecond && m.threads === 1 && m.bytes);
  const roofs = runs.filter((run) => run.peaks && run.peaks.fmaGigaflops && of(run, 'bandwidth').some((m) => m.threads === 1));
  if (rated.length > 0 && roofs.length > 0) {
    const made = section('Roofline');
    const intensity = (m) => m.rates.flopsPerElement * m.elements / m.bytes;
    const shown = rated.filter(({m}) => m.path === 'vector' || m.path === 'scalar');
    const xs = shown.map(({m}) => intensity(m));
    const least = Math.min(0.05, ...xs) / 2;
    const most = Math.max(16, ...xs) * 2;
    const roofOf = (run) => {
      const copies = of(run, 'bandwidth').filter((m) => m.threads === 1 && m.name === 'copy').sort((a, b) => a.bytes - b.bytes || a.rates.gigabytesPerSecond - b.rates.gigabytesPerSecond);
      const ladder = copies.length ? copies : of(run, 'bandwidth').filter((m) => m.threads === 1).sort((a, b) => a.bytes - b.bytes);
      const best = ladder.reduce((a, b) => (a.rates.gigabytesPerSecond > b.rates.gigabytesPerSecond ? a : b));
      const levels = best === ladder[ladder.length - 1] ? [best] : [best, ladder[ladder.length - 1]];
      return levels.map((m) => ({name: runPrefix(run) + digits(m.rates.gigabytesPerSecond) + ' GB/s, ' + m.size, slope: m.rates.gigabytesPerSecond, peak: run.peaks.fmaGigaflops}));
    };
    const lines = roofs.flatMap(roofOf);
    const groups = distinct(shown.map(({run, m}) => runPrefix(run) + m.path));
    plot(made, 'roofline', 440, (p, narrow) => ({
      tooltip: Object.assign(baseOption(p, narrow).tooltip, {formatter: (q) => html(q.data.label0 || q.seriesName) + '<br>' + digits(q.value[1], 'GFLOP/s') + ', ' + digits(q.value[0], 'FLOP/byte')}),
      xAxis: axis(p, 'floating-point operations for each byte', {type: 'log', min: least, max: most, axisLabel: {formatter: (v) => digits(v)}}),
      yAxis: upright(p, 'GFLOP/s', {type: 'log', axisLabel: {formatter: (v) => digits(v)}}),
      series: [
        ...lines.map((roof, i) => ({
          name: roof.name, type: 'line', symbol: 'none', itemStyle: {color: p.series[(i + 3) % 6]}, lineStyle: {color: p.series[(i + 3) % 6], width: 2, type: DASHES[i % DASHES.length]},
          data: [[least, roof.slope * least], [roof.peak / roof.slope, roof.peak], [most, roof.peak]].sort((a, b) => a[0] - b[0]),
        })),
        ...groups.map((group, i) => {
          const seen = new Set();
          const points = shown.filter(({run, m}) => runPrefix(run) + m.path === group);
          return {
            name: group, type: 'scatter', symbol: SYMBOLS[i % 6], symbolSize: 10, itemStyle: {color: p.series[i % 6], opacity: 0.85},
            labelLayout: {hideOverlap: true},
            data: points.map(({m}) => {
              const labelled = m.path === 'vector' && !seen.has(m.name) && seen.add(m.name);
              return {
                value: [intensity(m), m.rates.gigaflopsPerSecond], label0: m.name + ', ' + m.container + ', ' + m.size,
                label: {show: Boolean(labelled) && !narrow, formatter: m.name, position: 'right', color: p.text, fontSize: 10},
              };
            }),
          };
        }),
      ],
    }), () => 'Roofline: ' + lines.map((l) => l.name + ' up to ' + digits(l.peak) + ' GFLOP/s').join(', ') + '. ' + shown.filter(({m}) => m.path === 'vector').map(({m}) => m.name + ' ' + m.size + ' ' + digits(m.rates.gigaflopsPerSecond)).join(', ') + ' GFLOP/s.',
    'What a kernel computes against what arithmetic and memory allow (roofline model; one thread). Operations are counted in the scalar definition, a fused multiply-add as two; kernels without arithmetic, such as ReLU, have no point. Few kernels are made of fused multiply-adds alone, so none can touch the flat part.');
  }

  // Speed-up.

  const compared = kernels.filter(({m}) => m.path.startsWith('vector') && (m.rates.speedUp || m.rates.speedUpOverNaive));
  if (compared.length > 0) {
    const made = section('Speed-up');
    const inputs = distinct(compared.map(({m}) => m.container + ' ' + m.size + (m.threads > 1 ? ' × ' + m.threads : '')));
    const inputOf = (m) => m.container + ' ' + m.size + (m.threads > 1 ? ' × ' + m.threads : '');
    const count = (input) => compared.filter(({m}) => inputOf(m) === input).length;
    inputs.sort((a, b) => count(b) - count(a));
    let chosen = 'all';
    // Whatever this run has beside the vector path.
    const others = [
      ['scalar', ({m}) => m.rates.speedUp], ['naive', ({m}) => m.rates.speedUpOverNaive],
    ].filter(([, has]) => compared.some(has)).map(([name]) => name);
    let over = others[0];
    const factor = (m) => (over === 'scalar' ? m.rates.speedUp : m.rates.speedUpOverNaive);
    const visible = () => compared.filter(({m}) => (chosen === 'all' || inputOf(m) === chosen) && factor(m));
    const groupOf = ({run, m}) => runPrefix(run) + pathName(m);
    const barLabel = ({m}) => m.name + (chosen === 'all' ? ', ' + inputOf(m) : '');
    const options = inputs.length > 1 && compared.length > 60 ? inputs : ['all', ...inputs];
    chosen = options[0];
    made.append(element('div', {class: 'controls'},
      choice('Input', options, (value) => { chosen = value; shown.draw(); }),
      choice('Over', others, (value) => { over = value; shown.draw(); })));
    const rowsOf = () => distinct(visible().map(barLabel)).reverse();
    const shown = plot(made, 'speedup', (narrow) => 60 + Math.max(4, rowsOf().length) * Math.max(narrow ? 28 : 22, 10 + 12 * distinct(visible().map(groupOf)).length), (p, narrow) => {
      const rows = rowsOf();
      const groups = distinct(visible().map(groupOf)).sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
      return {
        tooltip: Object.assign(baseOption(p, narrow).tooltip, {formatter: (q) => html(q.name) + '<br>' + html(q.seriesName) + ': ' + digits(q.value) + ' times'}),
        xAxis: axis(p, 'times as fast as ' + over, {type: 'value'}),
        ...words(p, rows, narrow ? 10 : 12, narrow ? 172 : 280),
        series: groups.map((group, i) => ({
          name: group, type: 'bar', barGap: '8%', itemStyle: {color: p.series[i % 6]},
          label: {show: true, position: 'right', color: p.text, fontSize: 10, formatter: (q) => (q.value ? digits(q.value) : '')},
          markLine: i === 0 ? {silent: true, symbol: 'none', label: {show: false}, lineStyle: {color: p.text, type: 'solid'}, data: [{xAxis: 1}]} : undefined,
          data: rows.map((row) => { const hit = visible().find((r) => barLabel(r) === row && groupOf(r) === group); return hit ? factor(hit.m) : null; }),
        })),
      };
    }, () => 'Speed-up over the ' + over + ' path: ' + visible().map((r) => barLabel(r) + ', ' + groupOf(r) + ' ' + digits(factor(r.m))).join('; ') + '.',
    'Time of the library\'s scalar path, or of the loop that engines write today, over the time of the vector path; 1 is no gain.');
  }

  // Kernels over sizes.

  if (kernels.length > 0) {
    const made = section('Kernels over sizes');
    const names = distinct(kernels.map(({m}) => m.name));
    let chosen = names.find((name) => name === 'sigmoid') || names[0];
    const visible = () => kernels.filter(({m}) => m.name === chosen);
    const groupOf = ({run, m}) => runPrefix(run) + pathName(m) + ', ' + m.container + (m.threads > 1 ? ', ' + m.threads + ' threads' : '');
    const select = choice('Kernel', [chosen, ...names.filter((name) => name !== chosen)], (value) => { chosen = value; shown.draw(); });
    made.append(element('div', {class: 'controls'}, select));
    const shown = plot(made, 'sizes', 400, (p, narrow) => {
      const groups = distinct(visible().map(groupOf));
      return {
        tooltip: Object.assign(baseOption(p, narrow).tooltip, {formatter: (q) => html(q.seriesName) + '<br>' + html(q.data[2]) + ': ' + digits(q.data[1], 'ns/element')}),
        xAxis: axis(p, 'elements', {type: 'log', logBase: 2, min: 'dataMin', max: 'dataMax', axisLabel: {formatter: (v) => v.toLocaleString('en')}}),
        yAxis: upright(p, 'ns/element', {type: 'log', axisLabel: {formatter: (v) => digits(v)}}),
        series: groups.flatMap((group, i) => {
          const color = p.series[i % 6];
          const points = visible().filter((r) => groupOf(r) === group).map((r) => r.m).sort((a, b) => a.elements - b.elements);
          return [{
            name: group, type: 'line', symbol: SYMBOLS[i % 6], symbolSize: 8, itemStyle: {color}, lineStyle: {color, type: DASHES[Math.floor(i / 6) % DASHES.length]},
            data: points.map((m) => [m.elements, m.rates.nanosPerElement, m.size]),
          }, Object.assign(whiskers(points.map((m) => [m.elements, m.time.low / m.elements, m.time.high / m.elements]), color, false), {name: group})];
        }),
      };
    }, () => chosen + ', nanoseconds for each element: ' + visible().map((r) => groupOf(r) + ' ' + r.m.size + ' ' + digits(r.m.rates.nanosPerElement)).join('; ') + '.',
    'Median time for each float with 95 % intervals, both axes logarithmic: lower is faster.');
    made.append(table('Every kernel that was measured', [
      ...(many ? [{title: 'run', value: (r) => r.run.run.name}] : []),
      {title: 'kernel', value: (r) => r.m.name},
      {title: 'path', value: (r) => r.m.path, text: (r) => pathName(r.m)},
      {title: 'memory', value: (r) => r.m.container},
      {title: 'size', number: true, value: (r) => r.m.elements, text: (r) => r.m.size},
      {title: 'threads', number: true, value: (r) => r.m.threads, text: (r) => String(r.m.threads)},
      {title: 'ns/element', number: true, value: (r) => r.m.rates.nanosPerElement},
      {title: '± %', number: true, value: (r) => spread(r.m), help: 'half of the 95 % interval'},
      {title: 'GB/s', number: true, value: (r) => r.m.rates.gigabytesPerSecond},
      {title: 'GFLOP/s', number: true, value: (r) => r.m.rates.gigaflopsPerSecond},
      {title: '% of roofline', number: true, value: (r) => (r.m.rates.shareOfBound ? 100 * r.m.rates.shareOfBound : null), help: 'the least time by the probe\'s peak and copy over the measured one; above 100: faster than that copy'},
      {title: 'bound by', value: (r) => r.m.rates.boundBy, text: (r) => r.m.rates.boundBy || '–'},
      {title: '× scalar', number: true, value: (r) => r.m.rates.speedUp},
      {title: '× naive', number: true, value: (r) => r.m.rates.speedUpOverNaive},
      {title: 'B/call', number: true, value: (r) => r.m.allocated, className: (r) => (r.m.allocated > 0 && r.m.path !== 'naive' ? 'bad' : '')},
    ], kernels, true));
  }

  // First calls.

  const curves = runs.flatMap((run) => of(run, 'firstCalls').filter((m) => m.curve && m.curve.length).map((m) => ({run, m})));
  if (curves.length > 0) {
    const made = section('First calls');
    const kernelOf = ({m}) => m.name + (distinct(curves.filter((c) => c.m.name === m.name).map((c) => c.m.size)).length > 1 ? ', ' + m.size : '');
    const names = distinct(curves.map(kernelOf));
    // More than a few curves hide each other: then one kernel at a time.
    const options = names.length > 1 && curves.length <= 8 ? ['all', ...names] : names;
    let chosen = options[0];
    const visible = () => curves.filter((curve) => chosen === 'all' || kernelOf(curve) === chosen);
    const pathOf = ({run, m}) => runPrefix(run) + (m.path === 'vector' ? 'vector' : pathName(m));
    const groupOf = (curve) => (chosen === 'all' ? kernelOf(curve) + ', ' : '') + pathOf(curve);
    if (options.length > 1) {
      made.append(element('div', {class: 'controls'},
        choice('Kernel', options, (value) => { chosen = value; shown.draw(); })));
    }
    const shown = plot(made, 'firstcalls', 400, (p, narrow) => ({
      tooltip: Object.assign(baseOption(p, narrow).tooltip, {formatter: (q) => html(q.seriesName) + '<br>' + digits(q.data[0], 'ms') + ' after the first call: ' + digits(q.data[1], 'µs')}),
      xAxis: axis(p, 'milliseconds since the first call began', {type: 'log', axisLabel: {formatter: (v) => v.toLocaleString('en', {maximumSignificantDigits: 3})}}),
      yAxis: upright(p, 'µs for each call', {type: 'log', axisLabel: {formatter: (v) => v.toLocaleString('en', {maximumSignificantDigits: 3})}}),
      series: visible().map((curve, i) => ({
        name: groupOf(curve), type: 'line', symbol: SYMBOLS[distinct(curves.map(pathOf)).indexOf(pathOf(curve)) % 6], symbolSize: 5, itemStyle: {color: p.series[i % 6]},
        lineStyle: {color: p.series[i % 6], type: DASHES[names.indexOf(kernelOf(curve)) % DASHES.length]},
        data: curve.m.curve.map(([end, nanos]) => [end / 1e6, nanos / 1e3]),
      })),
    }), () => 'Time of calls from the first on: ' + visible().map((c) => kernelOf(c) + ', ' + pathOf(c) + ' first ' + digits(c.m.curve[0][1] / 1e3) + ', in the end ' + digits(c.m.curve[c.m.curve.length - 1][1] / 1e3)).join('; ') + ' microseconds.',
    'A kernel called again and again in a new JVM. The library starts on its scalar loop and changes over when the vector loop is compiled; without this warm-up the first calls run vectors in the interpreter.');
    made.append(table('First calls', [
      ...(many ? [{title: 'run', value: (r) => r.run.run.name}] : []),
      {title: 'kernel', value: (r) => r.m.name},
      {title: 'path', value: (r) => r.m.path, text: (r) => pathName(r.m)},
      {title: 'size', value: (r) => r.m.elements, text: (r) => r.m.size},
      {title: 'first call, µs', number: true, value: (r) => r.m.curve[0][1] / 1e3},
      {title: 'last calls, µs', number: true, value: (r) => r.m.curve[r.m.curve.length - 1][1] / 1e3},
    ], curves));
  }

  // What failed.

  const failures = runs.flatMap((run) => run.failures.map((f) => ({run, f})));
  if (failures.length > 0) {
    section('What could not be measured', table('Failures', [
      ...(many ? [{title: 'run', value: (r) => r.run.run.name}] : []),
      {title: 'what', value: (r) => r.f.what},
      {title: 'reason', value: (r) => r.f.reason, className: () => 'words'},
    ], failures));
  }

  // Theme, size, print.

  const THEMES = [[undefined, 'as the system'], ['light', 'light'], ['dark', 'dark']];
  let theme = 0;
  document.getElementById('theme').addEventListener('click', (event) => {
    theme = (theme + 1) % THEMES.length;
    if (THEMES[theme][0]) {
      document.documentElement.dataset.asked = THEMES[theme][0];
    } else {
      delete document.documentElement.dataset.asked;
    }
    event.target.textContent = 'Theme: ' + THEMES[theme][1];
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  const setPrinting = (on) => { printing = on; redraw(); };
  addEventListener('beforeprint', () => setPrinting(true));
  addEventListener('afterprint', () => setPrinting(false));
  let timer;
  addEventListener('resize', () => { clearTimeout(timer); timer = setTimeout(redraw, 100); });
  redraw();
  document.documentElement.dataset.ready = 'true';
})();
