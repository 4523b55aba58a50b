package io.github.tlmaven.plugin;

import java.nio.file.Path;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Stands for Maven in tests that kill it: runs a fake worker and waits. */
final class LauncherMain {

    private LauncherMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        new WorkerLauncher(new SystemStreamLog()).run(WorkerLauncherTest.command(folder), arguments[1]);
    }
}
