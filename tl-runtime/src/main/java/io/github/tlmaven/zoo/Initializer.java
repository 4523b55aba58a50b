package io.github.tlmaven.zoo;

/** The law that the first values of a tensor follow where no weights are loaded. */
public sealed interface Initializer {

    /**
     * One value everywhere.
     *
     * @param value the value
     */
    record Constant(double value) implements Initializer {}

    /**
     * Uniform in [−bound, bound).
     *
     * @param bound above 0
     */
    record Uniform(double bound) implements Initializer {}

    /**
     * Normal with mean 0.
     *
     * @param deviation standard deviation, above 0
     */
    record Normal(double deviation) implements Initializer {}

    /** Zeros: biases and shifts. */
    static Initializer zeros() {
        return new Constant(0);
    }

    /** Ones: scales of a normalisation. */
    static Initializer ones() {
        return new Constant(1);
    }

    /** Normal with variance 2 / fanOut (He et al. 2015), as torch.nn.init.kaiming_normal_ with {@code fan_out}. */
    static Initializer kaimingNormal(long fanOut) {
        return new Normal(Math.sqrt(2.0 / fanOut));
    }
}
