package io.github.tlmaven.engine;

/** Where progress and warnings go; each call is one line. In the worker process they reach Maven's log. */
public interface Log {

    /** Progress. */
    void info(String line);

    /** Something that a user should know although the work goes on. */
    void warn(String line);
}
