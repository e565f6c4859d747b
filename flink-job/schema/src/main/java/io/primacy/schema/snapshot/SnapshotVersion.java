package io.primacy.schema.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a published model: {@code epoch-sequence}, such as {@code 2-000128}. A rollback opens
 * a new epoch, so versions never collide; within an epoch the sequence rises by one.
 *
 * @param epoch lineage epoch, from 1
 * @param sequence number in its epoch, from 1
 */
public record SnapshotVersion(int epoch, long sequence) implements Comparable<SnapshotVersion> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})-(\\d{6,18})");

    public SnapshotVersion {
        if (epoch < 1 || sequence < 1) {
            throw new IllegalArgumentException(
                    "A version's epoch and sequence begin at 1, found "
                            + epoch
                            + " and "
                            + sequence
                            + ".");
        }
    }

    /** Whether the text is a version. */
    public static boolean isVersion(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && Long.parseLong(matcher.group(2)) > 0;
    }

    /**
     * The version that the text spells.
     *
     * @throws SnapshotException if it spells none
     */
    public static SnapshotVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!isVersion(text) || !matcher.matches()) {
            throw new SnapshotException(
                    "A version has the form epoch-sequence, such as 1-000042; found '"
                            + text
                            + "'.");
        }
        return new SnapshotVersion(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** The next version of the same epoch. */
    public SnapshotVersion next() {
        return new SnapshotVersion(epoch, sequence + 1);
    }

    @Override
    public int compareTo(SnapshotVersion other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return "%d-%06d".formatted(epoch, sequence);
    }
}
