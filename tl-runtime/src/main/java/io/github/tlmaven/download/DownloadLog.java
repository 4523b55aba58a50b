package io.github.tlmaven.download;

/** Where progress and warnings of a download go; each call is one line. */
public interface DownloadLog {

    /** Progress. */
    void info(String line);

    /** Something that a user should know although the work goes on. */
    void warn(String line);
}
