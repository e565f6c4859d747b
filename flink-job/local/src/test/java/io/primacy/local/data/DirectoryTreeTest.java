package io.primacy.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
    @TempDir Path root;

    @Test
    void everythingInItGoesAndNothingBesideIt() throws IOException {
        Path tree = root.resolve("tree");
        Path beside = Files.writeString(root.resolve("beside"), "stays");
        Files.createDirectories(tree.resolve("a/b"));
        Files.writeString(tree.resolve("a/b/file"), "goes");
        Files.createSymbolicLink(tree.resolve("link"), beside);

        DirectoryTree.delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(beside).hasContent("stays");
    }

    @Test
    void oneThatIsNotThereIsDeletedAlready() throws IOException {
        DirectoryTree.delete(root.resolve("never"));

        assertThat(root).isEmptyDirectory();
    }
}
