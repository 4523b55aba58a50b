package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Strategy.Unfreeze;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code <unfreeze>}, {@code <stageEpochs>} and {@code <boundaries>}. */
final class UnfreezeParser {

    static final String UNFREEZE = "unfreeze";
    static final String STAGE_EPOCHS = "stageEpochs";
    static final String BOUNDARIES = "boundaries";
    private static final String EPOCHS = "epochs";

    /** Words that every model knows, {@code progressive} aside. */
    private static final List<Unfreeze> FIXED = List.of(Unfreeze.LAST_BLOCK, Unfreeze.ALL);

    private final Section section;
    private final Optional<KnownModel> model;

    UnfreezeParser(Section section, Optional<KnownModel> model) {
        this.section = section;
        this.model = model;
    }

    /** Where the trained part begins; the last block where nothing valid is said. */
    Unfreeze parse() {
        Map<String, Unfreeze> words = new LinkedHashMap<>();
        FIXED.forEach(fixed -> words.put(fixed.keyword(), fixed));
        Optional<String> text = section.text(UNFREEZE);
        if (text.equals(Optional.of(Unfreeze.Progressive.KEYWORD))) {
            return progressive();
        }
        for (String name : List.of(STAGE_EPOCHS, BOUNDARIES)) {
            section.refuse(name, "without unfreeze progressive");
        }
        if (text.isEmpty() || model.isEmpty()) {
            return text.map(words::get).orElse(Unfreeze.LAST_BLOCK);
        }
        belowHead().forEach(name -> words.put(name, new Unfreeze.From(name)));
        belowHead().stream().limit(1).forEach(input -> words.put(input, Unfreeze.ALL));
        if (!words.containsKey(text.get())) {
            List<String> known = new ArrayList<>(words.keySet());
            known.add(FIXED.size(), Unfreeze.Progressive.KEYWORD);
            section.problem(UNFREEZE, Section.unknown(text.get(), known));
        }
        return words.getOrDefault(text.get(), Unfreeze.LAST_BLOCK);
    }

    private Unfreeze progressive() {
        int stageEpochs = section.whole(STAGE_EPOCHS, 1, Defaults.STAGE_EPOCHS);
        int epochs = section.whole(EPOCHS, 1, Defaults.FINETUNE_EPOCHS);
        List<String> falling = new ArrayList<>(belowHead());
        Collections.reverse(falling);
        List<String> boundaries =
                section.text(BOUNDARIES).map(text -> listed(text, falling)).orElse(falling);
        if (section.sound(STAGE_EPOCHS) && stageEpochs >= epochs) {
            section.problem(
                    STAGE_EPOCHS,
                    "must be below the " + epochs + " epochs, else nothing but the head is trained; was '" + stageEpochs
                            + "'");
        } else if (section.has(BOUNDARIES) && section.sound(BOUNDARIES) && boundaries.size() * stageEpochs >= epochs) {
            section.problem(
                    BOUNDARIES,
                    "names " + boundaries.size() + " of which the last begins after "
                            + boundaries.size() * stageEpochs + " epochs; there are " + epochs
                            + ". Name fewer, lower <stageEpochs> or raise <epochs>");
        }
        return boundaries.isEmpty() ? Unfreeze.LAST_BLOCK : new Unfreeze.Progressive(stageEpochs, boundaries);
    }

    /** Names with commas between, in the order in which they join. */
    private List<String> listed(String text, List<String> falling) {
        List<String> names = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            if (!falling.isEmpty() && !falling.contains(name)) {
                section.problem(BOUNDARIES, Section.unknown(name, falling));
            } else if (names.contains(name)) {
                section.problem(BOUNDARIES, name + " is given more than once");
            } else {
                names.add(name);
            }
        }
        return falling.isEmpty()
                ? names
                : falling.stream().filter(names::contains).toList();
    }

    /** Stages that are trained at some time, the head included. */
    List<String> trained(Unfreeze unfreeze) {
        List<String> all = model.map(KnownModel::boundaries).orElse(List.of());
        String lowest = "";
        if (unfreeze instanceof Unfreeze.LastBlock) {
            lowest = model.map(KnownModel::lastBlock).orElse("");
        } else if (unfreeze instanceof Unfreeze.From from) {
            lowest = from.boundary();
        } else if (unfreeze instanceof Unfreeze.Progressive progressive) {
            List<String> names = progressive.boundaries();
            lowest = names.get(names.size() - 1);
        }
        return all.subList(Math.max(0, all.indexOf(lowest)), all.size());
    }

    private List<String> belowHead() {
        List<String> all = model.map(KnownModel::boundaries).orElse(List.of());
        return all.subList(0, Math.max(0, all.size() - 1));
    }
}
