package io.primacy.pipeline.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A version that is being staged, off the learning thread.
 *
 * @param model model key
 * @param version its version, {@code epoch-sequence}
 * @param checkpointId the checkpoint at whose barrier it was taken
 * @param learned events learned up to it
 * @param token tells this attempt at it from others
 */
record Staging(String model, String version, long checkpointId, long learned, String token) {

    /** The file in which the version's manifest waits, in the version's directory. */
    String file() {
        return "staged-" + token + ".json";
    }

    /** A staging between two tasks; never kept. Version 1, big-endian, in the record's order. */
    static final class Serializer implements SimpleVersionedSerializer<Staging> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(Staging staging) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(staging.model());
            out.writeUTF(staging.version());
            out.writeLong(staging.checkpointId());
            out.writeLong(staging.learned());
            out.writeUTF(staging.token());
            return bytes.toByteArray();
        }

        @Override
        public Staging deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "A staging has version " + version + "; this release knows " + VERSION);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            return new Staging(
                    in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readUTF());
        }
    }
}
