package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Draws;
import java.nio.ByteBuffer;
import java.util.List;

/** Decides where pictures belong: a function of its settings, and of the pictures' paths, classes and groups. */
interface PartRule {

    /** Where a picture belongs. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST;

        /** The parts that are filled, in order, where the test part has a share; with 0 there is none. */
        static List<Part> filled(double test) {
            return test > 0 ? List.of(values()) : List.of(TRAIN, VALIDATION);
        }
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

    /** What decides about a picture, or a group: a hash of the split's seed and the path, or the group's name. */
    static Sha256 hash(long seed, String key) {
        return Sha256.builder().add(seed).add(key).build();
    }

    /**
     * A number in [0, 1) from eight bytes of a hash, with all bits that a double has.
     *
     * @param offset of the first byte
     */
    static double uniform(Sha256 hash, int offset) {
        return Draws.uniform(ByteBuffer.wrap(hash.toBytes()).getLong(offset));
    }
}
