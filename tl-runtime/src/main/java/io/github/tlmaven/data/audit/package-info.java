/**
 * What is wrong with the pictures of a dataset, found before training. {@link io.github.tlmaven.data.audit.DatasetAudit}
 * is the way in: {@link io.github.tlmaven.data.audit.Fingerprints} makes a small record of each picture's pixels, or
 * takes it from the user's cache; {@link io.github.tlmaven.data.audit.PairAudit} finds equal and similar ones by them,
 * the others look at single pictures and at classes. {@link io.github.tlmaven.data.audit.FeatureAudit} makes findings of
 * pairs that a network sees as one; somebody else has it look at them. Imports {@code data} besides what that imports.
 */
@NullMarked
package io.github.tlmaven.data.audit;

import org.jspecify.annotations.NullMarked;
