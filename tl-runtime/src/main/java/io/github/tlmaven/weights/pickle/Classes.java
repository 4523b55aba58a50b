package io.github.tlmaven.weights.pickle;

import org.jspecify.annotations.Nullable;

/** What the classes and functions that a pickle names stand for here. Nothing of Python is ever run. */
public interface Classes {

    /** Whether a pickle may name it at all. */
    boolean allows(ClassName name);

    /**
     * What a call gives.
     *
     * @param name one that is allowed
     * @throws PickleException if it cannot be called, or not with these arguments
     */
    Object call(ClassName name, Tuple arguments) throws PickleException;

    /**
     * Gives an object that {@link #call} made its attributes. Those of dictionaries and of {@link Inert} objects never
     * come here.
     *
     * @throws PickleException if it takes none, or not these
     */
    void build(@Nullable Object object, @Nullable Object attributes) throws PickleException;

    /**
     * What an object that lies outside of the pickle stands for.
     *
     * @param id as the pickle gives it
     * @throws PickleException if the identification is of no known form
     */
    Object external(@Nullable Object id) throws PickleException;
}
