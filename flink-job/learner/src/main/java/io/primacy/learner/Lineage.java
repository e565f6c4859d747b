package io.primacy.learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a model's next version comes from.
 *
 * <pre>
 *   int32 n, then n bytes of UTF-8: job
 *   int32 parent epoch, int64 parent sequence
 *   byte complete, int32 refusals
 *   int32 n, then float64 × n: figures
 * </pre>
 *
 * @param job the job that learns it; empty: not known
 * @param parentEpoch epoch of the version published last, whatever job did it; 0: none
 * @param parentSequence its sequence
 * @param complete whether the next version must have all rows, wherever they are: which of them
 *     changed since the version before, or since the model was made, is not known
 * @param refusals snapshots refused since the last that was published
 * @param figures what the publication's gate remembers of the version published last
 */
public record Lineage(
        String job,
        int parentEpoch,
        long parentSequence,
        boolean complete,
        int refusals,
        double[] figures) {

    /** Of a model that was never published: all of its rows have changed since it was made. */
    static final Lineage NEW = new Lineage("", 0, 0, false, 0, new double[0]);

    /** Of a model that was published before lineages were kept: its next version has all rows. */
    static Lineage before(int epoch, long sequence) {
        return new Lineage("", sequence == 0 ? 0 : epoch, sequence, true, 0, new double[0]);
    }

    /** With another job. */
    public Lineage of(String newJob) {
        return new Lineage(newJob, parentEpoch, parentSequence, complete, refusals, figures);
    }

    /** After a version was published. */
    Lineage published(int epoch, long sequence, double[] newFigures) {
        return new Lineage(job, epoch, sequence, false, 0, newFigures);
    }

    /** After a snapshot was refused. */
    Lineage refused() {
        return new Lineage(job, parentEpoch, parentSequence, complete, refusals + 1, figures);
    }

    /** With a next version that has all rows. */
    Lineage completeNext() {
        return new Lineage(job, parentEpoch, parentSequence, true, refusals, figures);
    }

    int bytes() {
        return 4
                + job.getBytes(StandardCharsets.UTF_8).length
                + 4
                + 8
                + 1
                + 4
                + 4
                + Double.BYTES * figures.length;
    }

    void write(ByteBuffer out) {
        byte[] name = job.getBytes(StandardCharsets.UTF_8);
        out.putInt(name.length).put(name).putInt(parentEpoch).putLong(parentSequence);
        out.put((byte) (complete ? 1 : 0)).putInt(refusals).putInt(figures.length);
        for (double figure : figures) {
            out.putDouble(figure);
        }
    }

    static Lineage read(ByteBuffer in) {
        byte[] name = new byte[in.getInt()];
        in.get(name);
        int epoch = in.getInt();
        long sequence = in.getLong();
        boolean complete = in.get() != 0;
        int refusals = in.getInt();
        double[] figures = new double[in.getInt()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = in.getDouble();
        }
        return new Lineage(
                new String(name, StandardCharsets.UTF_8),
                epoch,
                sequence,
                complete,
                refusals,
                figures);
    }
}
