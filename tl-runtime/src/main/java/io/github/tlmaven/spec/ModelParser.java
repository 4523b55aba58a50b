package io.github.tlmaven.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the network that an experiment begins with: {@code <model>} and what belongs to it. */
final class ModelParser {

    static final String MODEL = "model";
    private static final String RENAME = "rename";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String PREPROCESSING = "preprocessing";
    private static final String HEAD = "head";
    private static final String DROPOUT = "dropout";
    private static final String HIDDEN = "hidden";

    static final List<String> NAMES =
            List.of(MODEL, WeightsParser.WEIGHTS, DigestParser.SHA256, RENAME, PREPROCESSING, HEAD);

    private static final String LIST_THEM = "mvn tl:models lists them all";

    private final Section section;
    private final Optional<KnownModel> model;

    private ModelParser(Section section, Optional<KnownModel> model) {
        this.section = section;
        this.model = model;
    }

    /**
     * @param section the experiment
     * @param shared  the whole configuration, whose weights hold where the experiment has none
     * @param models  by every accepted spelling
     */
    static ModelSpec parse(Section section, Section shared, Map<String, KnownModel> models) {
        section.require(MODEL, "name one, such as resnet50; " + LIST_THEM);
        Optional<KnownModel> model = known(section, models);
        return new ModelParser(section, model).spec(new WeightsParser(section, shared));
    }

    private static Optional<KnownModel> known(Section section, Map<String, KnownModel> models) {
        Optional<String> text = section.text(MODEL);
        if (text.isPresent() && !models.containsKey(text.get())) {
            String guess = NearestName.of(text.get(), models.keySet())
                    .map(name -> " did you mean " + name + "?")
                    .orElse("");
            section.problem(MODEL, Section.quoted(text.get()) + " is not known;" + guess + " " + LIST_THEM);
        }
        return text.map(models::get);
    }

    private ModelSpec spec(WeightsParser parser) {
        WeightsSource weights = parser.parse(model);
        boolean torchScript = model.filter(KnownModel.TORCHSCRIPT::equals).isPresent();
        if (torchScript) {
            section.refuse(RENAME, "with model torchscript, whose tensors keep the names that they have");
        } else if (parser.sound() && !(weights instanceof WeightsSource.OwnFile)) {
            section.refuse(RENAME, WeightsParser.WITHOUT_FILE);
        }
        PreprocessingSpec preprocessing = PreprocessingParser.parse(section.filled(PREPROCESSING));
        if (parser.sound()) {
            model.ifPresent(known -> PreprocessingParser.check(
                    section.section(PREPROCESSING), preprocessing, known, known.preprocessing(weights)));
        }
        String name = model.map(KnownModel::name).orElse("");
        return new ModelSpec(name, weights, section.sound(RENAME) ? renames() : List.of(), preprocessing, head());
    }

    private List<Rename> renames() {
        Section rules = section.filled(RENAME);
        rules.refuseText();
        List<Rename> renames = new ArrayList<>();
        for (Setting child : rules.children()) { // rules may have one name, and their order counts
            rename(rules.section(child)).ifPresent(renames::add);
        }
        return renames;
    }

    private static Optional<Rename> rename(Section rule) {
        rule.allow(List.of(FROM, TO));
        rule.require(TO, "write <to/> to remove what <from> matches");
        String from = rule.required(FROM, "write a regular expression");
        String to = rule.textOrEmpty(TO);
        if (from.isEmpty() || !rule.sound(TO)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Rename(from, to));
        } catch (Rename.InvalidRuleException e) {
            rule.problem(e.inReplacement() ? TO : FROM, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private HeadSpec head() {
        Section head = section.filled(HEAD);
        head.allow(List.of(DROPOUT, HIDDEN));
        return new HeadSpec(head.real(DROPOUT, Range.FRACTION), head.whole(HIDDEN, 1));
    }
}
