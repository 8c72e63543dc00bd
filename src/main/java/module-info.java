/**
 * Neural-network kernels on the Vector API: activations, softmax and losses with the same bits on
 * every CPU.
 */
module org.lanewise {
  requires static java.management;
  requires static jdk.incubator.vector;
  requires static jdk.management;

  exports org.lanewise;
}
