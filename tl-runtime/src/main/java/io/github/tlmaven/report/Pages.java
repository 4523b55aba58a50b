package io.github.tlmaven.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Writes pages and their style sheet into a folder, each whole or not at all. */
final class Pages {

    /** Package of the classes that jte makes of the templates. */
    private static final String TEMPLATES = "io.github.tlmaven.report.templates";

    private static final String STYLES = "report.css";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);

    private final Path folder;

    Pages(Path folder) {
        this.folder = folder;
    }

    /** Writes the style sheet where the layout's pages look for it. */
    void styles() {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(STYLES), STYLES)) {
            String styles = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            AtomicFile.write(folder.resolve("tl-resources").resolve(STYLES), styles);
        } catch (IOException e) {
            throw new IllegalStateException("a resource of the own jar can be read", e);
        }
    }

    /**
     * Renders a page.
     *
     * @param name     of the file, from the folder
     * @param template made from a file in {@code src/main/jte}
     * @param page     its parameter
     * @return the file
     */
    Path page(String name, String template, Object page) {
        StringOutput out = new StringOutput();
        templates.render(template, page, out);
        Path file = folder.resolve(name);
        AtomicFile.write(file, out.toString());
        return file;
    }
}
