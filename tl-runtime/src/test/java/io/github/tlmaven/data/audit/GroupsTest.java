package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void joiningTellsWhetherTwoWereApart() {
        Groups groups = new Groups(6);
        assertThat(groups.join(0, 1)).isTrue();
        assertThat(groups.join(4, 3)).isTrue();
        assertThat(groups.join(1, 0)).isFalse();
        assertThat(groups.join(3, 1)).isTrue();
        assertThat(groups.join(4, 0)).as("by 3 and 1").isFalse();
        assertThat(groups.join(5, 2)).isTrue();
        assertThat(groups.join(2, 4)).isTrue();
        assertThat(groups.join(5, 1)).isFalse();
    }
}
