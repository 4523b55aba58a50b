package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.Setting;
import java.io.StringReader;
import java.nio.file.Path;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomSettingsTest {

    @TempDir
    Path base;

    private Setting read(String xml) throws Exception {
        return new DomSettings(text -> text.replace("${known}", "value"), base)
                .of(Xpp3DomBuilder.build(new StringReader(xml)));
    }

    @Test
    void treeIsCopiedWithDuplicatesInOrder() throws Exception {
        assertThat(read("<a><b> x </b><c><d/></c><b>y</b></a>"))
                .isEqualTo(
                        Setting.of("a", Setting.of("b", "x"), Setting.of("c", Setting.of("d")), Setting.of("b", "y")));
    }

    @Test
    void expressionsThatMavenKnowsAreReplacedAndOthersStay() throws Exception {
        assertThat(read("<a><b>${known}/x</b><c>${typo}</c></a>"))
                .isEqualTo(Setting.of("a", Setting.of("b", "value/x"), Setting.of("c", "${typo}")));
    }

    @Test
    void pathsInsideTheProjectBecomeRelative() throws Exception {
        assertThat(read("<a>" + base.resolve("src").resolve("pictures") + "</a>"))
                .isEqualTo(Setting.of("a", Path.of("src", "pictures").toString()));
    }
}
