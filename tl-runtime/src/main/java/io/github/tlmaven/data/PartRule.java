package io.github.tlmaven.data;

import java.util.List;

/** Decides where pictures belong: a function of its settings, and of the pictures' paths, classes and groups. */
interface PartRule {

    /** Where a picture belongs. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST
    }

    /**
     * A picture, and what it must not be parted from.
     *
     * @param group empty where nothing is said
     */
    record Member(Picture picture, String group) {}

    /** Parts that are filled, in order; {@link Part#TRAIN} is the first. */
    List<Part> parts();

    /**
     * The part of each picture, in their order.
     *
     * @param members of all classes, each with at least as many pictures as there are parts
     * @param problems gets what makes the parts impossible
     */
    List<Part> assign(List<Member> members, List<String> problems);

    /** What helps where a part has no picture of a class. */
    String remedy();
}
