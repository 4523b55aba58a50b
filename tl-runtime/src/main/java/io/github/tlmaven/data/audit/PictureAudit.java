package io.github.tlmaven.data.audit;

import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds pictures that are odd by themselves. */
final class PictureAudit {

    private PictureAudit() {}

    /** Findings about pictures of a single colour, tiny ones and extreme ratios. */
    static List<Finding> run(List<Sample> samples, List<String> classes, AuditSpec.Limits limits) {
        List<Finding> findings = new ArrayList<>();
        for (Sample sample : samples) {
            Fingerprint print = sample.print();
            Finding.Place place = sample.place(classes);
            String size = print.width() + " x " + print.height() + " pixels";
            if (print.isConstant()) {
                String explanation = "a single colour, values differ by " + print.range() + " of 255";
                findings.add(Finding.of(AuditKind.CONSTANT_PICTURES, place, print.range(), explanation));
            }
            if (print.shorterSide() < limits.minSide()) {
                String explanation = size + ", the shorter side below " + limits.minSide();
                findings.add(Finding.of(AuditKind.TINY_PICTURES, place, print.shorterSide(), explanation));
            }
            if (print.aspectRatio() > limits.maxAspectRatio()) {
                String explanation = String.format(Locale.ROOT, "%s, a ratio of %.1f to 1", size, print.aspectRatio());
                findings.add(Finding.of(AuditKind.EXTREME_RATIOS, place, print.aspectRatio(), explanation));
            }
        }
        return findings;
    }
}
