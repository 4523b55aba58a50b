package io.github.tlmaven.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Coordinates that the build wrote into the plugin, so that they stand in the parent pom alone.
 *
 * @param groupId of the runtime
 * @param runtime version of the runtime, which is the plugin's own
 * @param pytorch version of the native libraries
 */
record PluginVersions(String groupId, String runtime, String pytorch) {

    private static final String RESOURCE = "plugin.properties";

    static PluginVersions load() {
        Properties properties = new Properties();
        try (InputStream in = PluginVersions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("it is not in the plugin's jar");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
        return new PluginVersions(
                properties.getProperty("runtime.groupId"),
                properties.getProperty("runtime.version"),
                properties.getProperty("pytorch.version"));
    }
}
