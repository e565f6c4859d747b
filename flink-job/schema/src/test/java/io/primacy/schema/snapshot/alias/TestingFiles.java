package io.primacy.schema.snapshot.alias;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files in memory; before every call something else may happen. */
final class TestingFiles implements ModelFiles {
    final Map<String, byte[]> files = new TreeMap<>();
    final List<String> written = new ArrayList<>();
    int calls;
    private int at = -1;
    private Interruption interruption;

    /** What happens before a call, such as a failure or another process at work. */
    interface Interruption {
        void happen() throws IOException;
    }

    void before(int call, Interruption happens) {
        calls = 0;
        at = call;
        interruption = happens;
    }

    @Override
    public Optional<byte[]> read(String path, int largest) throws IOException {
        next();
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        next();
        written.add(path);
        files.put(path, bytes);
    }

    @Override
    public void delete(String path) throws IOException {
        next();
        files.remove(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        next();
        return files.keySet().stream()
                .filter(p -> p.startsWith(directory + "/"))
                .map(p -> p.substring(directory.length() + 1))
                .toList();
    }

    private void next() throws IOException {
        if (calls++ == at) {
            Interruption happens = interruption;
            at = -1;
            happens.happen();
        }
    }
}
