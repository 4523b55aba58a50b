package io.github.tlmaven.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Settings from the text of a pom. */
final class SettingXml {

    private SettingXml() {}

    /** The children of a {@code <configuration>}. */
    static Setting parse(String content) {
        try {
            return setting(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<configuration>" + content + "</configuration>")))
                    .getDocumentElement());
        } catch (Exception e) { // a test's own XML is wrong
            throw new IllegalArgumentException(content, e);
        }
    }

    private static Setting setting(Element element) {
        List<Setting> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(setting(child));
            } else {
                text.append(node.getTextContent());
            }
        }
        return new Setting(element.getTagName(), Optional.of(text.toString()), children);
    }
}
