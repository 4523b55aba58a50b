package io.github.tlmaven.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code <weights>} and {@code <sha256>}: an experiment's own, or those that stand at the top for all. Weights of an
 * experiment hide the digest at the top, which belongs to another file.
 */
final class WeightsParser {

    static final String WEIGHTS = "weights";

    /** Why something is refused that only a user's own file can have. */
    static final String WITHOUT_FILE = "without <weights> that name a file by " + WeightsText.FILE_FORMS;

    private static final WeightsSource DEFAULT = new WeightsSource.Default();

    private final Section own;
    private final Section where;
    private final Section digestWhere;
    private boolean sound = true;

    /**
     * @param own    the experiment
     * @param shared the whole configuration
     */
    WeightsParser(Section own, Section shared) {
        this.own = own;
        this.where = own.has(WEIGHTS) ? own : shared;
        this.digestWhere = own.has(DigestParser.SHA256) ? own : where;
    }

    /** Whether {@link #parse} found what it returned, and nothing wrong with it. */
    boolean sound() {
        return sound;
    }

    /** The weights; what is wrong with them is noted, and the default returned in their place. */
    WeightsSource parse(Optional<KnownModel> model) {
        Optional<String> text = where.text(WEIGHTS);
        sound = text.isPresent() || !where.has(WEIGHTS);
        Optional<String> digest = DigestParser.parse(digestWhere);
        text.flatMap(WeightsText::problem).ifPresent(problem -> problem(problem, text));
        WeightsSource source =
                sound ? text.map(t -> WeightsText.source(t, digest)).orElse(DEFAULT) : DEFAULT;
        if (sound) {
            model.flatMap(known -> misfit(source, known)).ifPresent(problem -> problem(problem, text));
        }
        if (!sound) {
            return DEFAULT;
        }
        if (!(source instanceof WeightsSource.OwnFile)) {
            digestWhere.refuse(DigestParser.SHA256, WITHOUT_FILE);
        }
        return source;
    }

    private void problem(String problem, Optional<String> text) {
        Section place = text.isPresent() ? where : own;
        place.problem(
                WEIGHTS, problem + text.map(t -> ", was " + Section.quoted(t)).orElse(""));
        sound = false;
    }

    private static Optional<String> misfit(WeightsSource source, KnownModel model) {
        boolean bringsItsOwn = model.name().equals(ModelSpec.TORCHSCRIPT);
        boolean zoo = source instanceof WeightsSource.DjlZoo;
        boolean file = source instanceof WeightsSource.OwnFile;
        if (bringsItsOwn && !file) {
            return Optional.of("must name a TorchScript file for model torchscript: " + WeightsText.FILE_FORMS + ", or "
                    + WeightsSource.DjlZoo.FORM);
        }
        if (!bringsItsOwn && zoo) {
            return Optional.of(
                    "needs <model>torchscript</model>, since a network of DJL's zoo is a TorchScript file with"
                            + " an architecture of its own; model was " + model.name());
        }
        return bringsItsOwn ? Optional.empty() : unknownSet(source, model);
    }

    private static Optional<String> unknownSet(WeightsSource source, KnownModel model) {
        List<String> words = new ArrayList<>(List.of(WeightsSource.Default.TEXT, WeightsSource.None.TEXT));
        words.addAll(model.weightSets().keySet());
        String text = source.text();
        boolean set = source instanceof WeightsSource.Published;
        boolean file = source instanceof WeightsSource.LocalFile;
        boolean meant = set || (file && words.stream().anyMatch(text::equalsIgnoreCase));
        if (!meant || words.contains(text)) {
            return Optional.empty();
        }
        String guess = NearestName.of(text, words)
                .map(word -> "; did you mean " + word + "?")
                .orElse(";");
        return Optional.of("is no set of " + model.name() + guess + " allowed: " + String.join(", ", words)
                + ", and a file of that name as ./" + text);
    }
}
