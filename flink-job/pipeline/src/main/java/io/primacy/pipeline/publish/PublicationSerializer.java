package io.primacy.pipeline.publish;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A publication in a checkpoint. Version 1, big-endian:
 *
 * <pre>
 *   utf     model key (int16 length, modified UTF-8)
 *   utf     version
 *   int64   checkpoint id
 *   int64   events learned
 *   int32   length of the manifest, bytes
 *   bytes   manifest
 * </pre>
 */
public final class PublicationSerializer implements SimpleVersionedSerializer<Publication> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Publication publication) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(publication.model());
        out.writeUTF(publication.version());
        out.writeLong(publication.checkpointId());
        out.writeLong(publication.learned());
        out.writeInt(publication.manifest().length);
        out.write(publication.manifest());
        return bytes.toByteArray();
    }

    @Override
    public Publication deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "A publication in the checkpoint has version "
                            + version
                            + "; this release reads version "
                            + VERSION
                            + ": restore it with the release that wrote it.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        String model = in.readUTF();
        String name = in.readUTF();
        long checkpointId = in.readLong();
        long learned = in.readLong();
        byte[] manifest = new byte[in.readInt()];
        in.readFully(manifest);
        return new Publication(model, name, checkpointId, learned, manifest);
    }
}
