package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.audit.SpanningForest.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against Kruskal's algorithm over all links at once. */
class SpanningForestTest {

    /** So many that most links arrive when a first forest stands. */
    private static final int THINGS = 600;

    private static final long SEED = 11;

    /** Few, so that many links are equally strong. */
    private static final int STRENGTHS = 40;

    private final Random random = new Random(SEED);
    private final Groups joined = new Groups(THINGS);

    /** A link from each thing to each of the same remainder: three groups that nothing connects. */
    private List<Link> allLinks() {
        List<Link> links = new ArrayList<>();
        for (int one = 0; one < THINGS; one++) {
            for (int other = one + 3; other < THINGS; other += 3) {
                links.add(new Link(one, other, (float) random.nextInt(STRENGTHS) / STRENGTHS));
            }
        }
        return links;
    }

    private List<Link> kruskal(List<Link> links) {
        Groups groups = new Groups(THINGS);
        for (int thing = 0; thing < THINGS; thing++) {
            groups.join(thing, joined.root(thing));
        }
        Comparator<Link> order = Comparator.comparing((Link link) -> -link.strength())
                .thenComparing(Link::one)
                .thenComparing(Link::other);
        return links.stream()
                .sorted(order)
                .filter(link -> groups.join(link.one(), link.other()))
                .toList();
    }

    private List<Link> forest(List<Link> links, int times) {
        SpanningForest forest = new SpanningForest(joined);
        for (int i = 0; i < times; i++) {
            links.forEach(forest::add);
        }
        return forest.links();
    }

    @Test
    void theStrongestLinksThatConnectAreKept() {
        List<Link> links = allLinks();
        assertThat(forest(links, 1)).isEqualTo(kruskal(links)).hasSize(THINGS - 3);
    }

    @Test
    void theOrderDoesNotMatterNorHowOftenALinkComes() {
        List<Link> links = allLinks();
        List<Link> expected = kruskal(links);
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(links, random);
            assertThat(forest(links, 4)).isEqualTo(expected);
        }
    }

    @Test
    void whatIsConnectedFromTheOutsetNeedsNoLink() {
        for (int thing = 0; thing < THINGS; thing++) {
            joined.join(thing, thing % 10);
        }
        List<Link> links = allLinks();
        assertThat(forest(links, 1)).isEqualTo(kruskal(links)).hasSize(10 - 1);
    }

    @Test
    void withoutLinksThereIsNone() {
        assertThat(forest(List.of(), 1)).isEmpty();
    }
}
