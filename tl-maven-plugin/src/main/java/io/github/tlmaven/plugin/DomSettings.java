package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Setting;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Turns the raw configuration of a pom into settings. */
final class DomSettings {

    private final UnaryOperator<String> evaluate;
    private final String baseDirectory;

    /**
     * @param evaluate      replaces the expressions that Maven knows, and leaves the others as they are
     * @param baseDirectory of the project; paths in it are made relative, so that a plan is equal on every machine though
     *                      its pom says {@code ${project.basedir}}
     */
    DomSettings(UnaryOperator<String> evaluate, Path baseDirectory) {
        this.evaluate = evaluate;
        this.baseDirectory = baseDirectory + File.separator;
    }

    Setting of(Xpp3Dom dom) {
        List<Setting> children = new ArrayList<>();
        for (Xpp3Dom child : dom.getChildren()) {
            children.add(of(child));
        }
        return new Setting(dom.getName(), Optional.ofNullable(dom.getValue()).map(this::text), children);
    }

    private String text(String raw) {
        String value = raw.contains("${") ? evaluate.apply(raw) : raw;
        String path = value.strip();
        return path.startsWith(baseDirectory) ? path.substring(baseDirectory.length()) : value;
    }
}
