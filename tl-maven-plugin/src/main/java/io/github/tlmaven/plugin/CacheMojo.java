package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.store.FeatureCache;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Lists, checks or clears the stored features in the user's cache. Needs neither a project nor a network. */
@Mojo(name = "cache", requiresProject = false, aggregator = true, threadSafe = true)
public final class CacheMojo extends AbstractMojo {

    /**
     * What to do: {@code list} shows what is stored, {@code verify} reads everything and removes what is damaged,
     * {@code clear} removes what no build uses at the moment. What was removed is computed again when it is needed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.cache.action", defaultValue = "list")
    String action = "list";

    /**
     * With {@code clear}: what a build used within so many days stays; 0 removes everything.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.cache.days", defaultValue = "0")
    int days;

    /**
     * The cache, as for the other goals.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.cacheDirectory", defaultValue = "${user.home}/.cache/tl-maven-plugin")
    @Nullable
    File cacheDirectory;

    @Override
    public void execute() throws MojoExecutionException {
        try {
            FeatureCache cache = FeatureCache.in(AbstractTlMojo.given(cacheDirectory, "cacheDirectory")
                    .toPath()
                    .toAbsolutePath());
            switch (action) {
                case "list" -> list(cache);
                case "verify" -> verify(cache);
                case "clear" -> clear(cache);
                default ->
                    throw new ConfigurationException(
                            "tl.cache.action names nothing that can be done: '" + action + "'.",
                            "choose from list, verify and clear.");
            }
        } catch (TlException e) {
            throw AbstractTlMojo.failure(getLog(), e);
        }
    }

    private void list(FeatureCache cache) {
        List<FeatureCache.Space> spaces = cache.spaces();
        if (!spaces.isEmpty()) {
            CacheTable.lines(spaces, ZoneId.systemDefault()).forEach(getLog()::info);
        }
        long bytes = spaces.stream().mapToLong(FeatureCache.Space::bytes).sum();
        getLog().info(spaces.size() + " networks at a boundary, " + Mebibytes.of(bytes) + " in " + cache.root());
    }

    private void verify(FeatureCache cache) {
        FeatureCache.Verification found = cache.verify();
        found.damaged().forEach(file -> getLog().warn("Damaged and removed: " + file));
        getLog().info(found.files() + " files read, " + found.damaged().size() + " damaged"
                + (found.damaged().isEmpty() ? "" : "; their features are computed again when they are needed"));
    }

    private void clear(FeatureCache cache) {
        if (days < 0) {
            throw new ConfigurationException(
                    "tl.cache.days must be 0 or more, was " + days + ".", "leave it out to remove everything.");
        }
        Instant moment = days == 0 ? Instant.MAX : Instant.now().minus(Duration.ofDays(days));
        FeatureCache.Removal removal = cache.clear(moment);
        getLog().info("Removed the features of " + removal.spaces() + " networks, " + Mebibytes.of(removal.bytes())
                + "; " + Mebibytes.of(removal.left()) + " are left");
        if (removal.used() > 0) {
            getLog().warn("The features of " + removal.used() + " others stay, since a build uses them");
        }
    }
}
