package io.github.tlmaven.data;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.digest.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures that are only names. */
final class Members {

    /** Between them a share can stand anywhere: half the largest group on both sides. */
    static final int LARGEST_GROUP = 12;

    private static final Sha256 DIGEST = Sha256.of("");

    private Members() {}

    static Member member(String path, int label, String group) {
        return new Member(new Picture(path, Path.of(path), label, DIGEST), group);
    }

    /** Three classes; groups of one class each, or of several. */
    static List<Member> random(long seed, int groups, boolean mixed) {
        Random random = new Random(seed);
        List<Member> members = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            int size = 1 + random.nextInt(LARGEST_GROUP);
            for (int i = 0; i < size; i++) {
                int label = mixed ? random.nextInt(3) : group % 3;
                members.add(member(label + "/" + group + "-" + i + ".jpg", label, "g" + group));
            }
        }
        return members;
    }
}
