package io.github.tlmaven.data;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.SplitSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distributes pictures over the folds of a cross-validation: a function of the split's seed, and of the pictures' paths,
 * classes and groups.
 *
 * <p>Stratified, the pictures stand by class and within it in the order of a hash of (split seed, path), and are dealt
 * like cards. So the folds' numbers of pictures of a class, and of all, differ by one at most. Groups are distributed by
 * {@link GroupPlacement} over equal shares. By hash, the number in [0, 1) that {@link HashRule} makes of a picture's
 * group or path says in which K-th it falls.
 */
final class Folding {

    /** Begins the hash that validation's seed in a fold is made of. */
    private static final String VALIDATION = "validation of fold";

    private final SplitSpec split;
    private final int folds;

    /** Folds of a split that has some. */
    Folding(SplitSpec split) {
        this.split = split;
        this.folds = split.folds().orElseThrow();
    }

    /** Number of folds. */
    int count() {
        return folds;
    }

    /**
     * Pictures, or groups, that a class needs: one a fold, and two outside of the largest fold, for training and
     * validation. With two folds that is 4, with more it is their number.
     */
    int fewest() {
        int fewest = folds;
        while (fewest - largestFold(fewest) < PartRule.Part.filled(0).size()) {
            fewest++;
        }
        return fewest;
    }

    /** Why a class needs so many, as the end of a sentence. */
    String need() {
        return "one for each of " + folds + " folds, and two outside of each";
    }

    private int largestFold(int pictures) {
        return (pictures + folds - 1) / folds;
    }

    /** The fold of each picture, from 0, in their order. */
    List<Integer> assign(List<Member> members, List<String> problems) {
        return switch (split.by()) {
            case STRATIFIED -> deal(members);
            case GROUP -> place(members, problems);
            case HASH ->
                members.stream()
                        .map(member -> (int) (HashRule.value(split.seed(), member) * folds))
                        .toList();
        };
    }

    private List<Integer> deal(List<Member> members) {
        List<Sha256> hashes = members.stream()
                .map(member -> PartRule.hash(split.seed(), member.picture().path()))
                .toList();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, members.size()).boxed().toList());
        order.sort(
                Comparator.<Integer>comparingInt(i -> members.get(i).picture().label())
                        .thenComparing(hashes::get));
        Integer[] dealt = new Integer[members.size()];
        for (int position = 0; position < dealt.length; position++) {
            dealt[order.get(position)] = position % folds;
        }
        return Arrays.asList(dealt);
    }

    private List<Integer> place(List<Member> members, List<String> problems) {
        GroupPlacement.requireEnough(members, fewest(), need(), problems);
        return new GroupPlacement(split.seed(), Collections.nCopies(folds, 1.0 / folds)).place(members);
    }

    /**
     * What takes the validation part from the pictures outside of a fold. Each fold has a seed of its own, so that others
     * are kept from training in each.
     *
     * @param fold from 0
     */
    SplitSpec validation(int fold) {
        Sha256 hash =
                Sha256.builder().add(VALIDATION).add(split.seed()).add(fold).build();
        return new SplitSpec(
                split.by(),
                split.validation() / (1 - split.test()),
                0,
                ByteBuffer.wrap(hash.toBytes()).getLong(),
                split.groupPattern());
    }

    /** What helps where a fold has no picture of a class. */
    String remedy() {
        return switch (split.by()) {
            case STRATIFIED -> "each class needs a picture for each fold"; // which is seen to before
            case GROUP -> "groups are never parted; take another <seed>, or fewer <folds>";
            case HASH ->
                "<by>hash</by> leaves the folds of small classes to chance; add pictures, or take fewer <folds>, another"
                        + " <seed>, or <by>stratified</by>";
        };
    }
}
