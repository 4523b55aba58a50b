package io.github.tlmaven.report.svg;

/** Text in markup. */
public final class Escape {

    private Escape() {}

    /**
     * A text for use between tags or in a double-quoted attribute of XML, SVG or HTML. Characters that XML cannot hold
     * become U+FFFD.
     */
    public static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    /** The production {@code Char} of XML 1.0, section 2.2. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
