package dev.signalbox.samples.rag.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.Resource;

@ExtendWith(OutputCaptureExtension.class)
class LibraryTests {

    @TempDir
    private Path folder;

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# Bees");
    }

    @Test
    void namesDocumentsOfAFolderByTheirPathsInIt() throws IOException {
        write("a.md");
        write("b.md");
        write("deep down/ä + b%20.html");
        write("notes.txt");

        assertThat(new Library(folder.toString()).documents().keySet())
                .containsExactly("a.md", "b.md", "deep down/ä + b%20.html");
    }

    @Test
    void saysInOneLineWhatItLeavesOut(CapturedOutput output) throws IOException {
        write("a.md");
        write("deep/LICENSE");
        write("deep/b.PNG");
        write("c.png");
        write(".git/d.md");
        write("deep/.e.md");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("deep"));

        assertThat(new Library(folder.toString()).documents().keySet()).containsExactly("a.md");
        assertThat(output.toString().lines().filter(line -> line.contains("left out")))
                .hasSize(2)
                .anyMatch(line -> line.contains("link is left out"))
                .anyMatch(line -> line.contains("3 files are left out (no extension: 1, png: 2)"));
    }

    @Test
    void followsALinkToTheFolder() throws IOException {
        write("real/a.md");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        assertThat(new Library(link.toString()).documents().keySet()).containsExactly("a.md");
    }

    @Test
    void readsAFolderWhoseNameLooksLikeAPattern() throws IOException {
        write("[2026] *old*/a.md");

        assertThat(new Library(folder.resolve("[2026] *old*").toString())
                        .documents()
                        .keySet())
                .containsExactly("a.md");
    }

    @Test
    void namesDocumentsInAJarByTheirPathsInTheFolder() throws IOException {
        Path jar = folder.resolve("handbook.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("handbook/", "handbook/deep down/", "handbook/deep down/ä + b%20.md")) {
                entries.putNextEntry(new JarEntry(name));
                entries.write(name.endsWith("/") ? new byte[0] : "# Bees".getBytes(StandardCharsets.UTF_8));
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            SortedMap<String, Resource> documents = new Library("classpath:handbook").documents();

            assertThat(documents.keySet()).containsExactly("deep down/ä + b%20.md");
            assertThat(documents.get("deep down/ä + b%20.md").getContentAsString(StandardCharsets.UTF_8))
                    .isEqualTo("# Bees");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void namesDocumentsOfTheClassPathByTheirPathsInIt() {
        assertThat(new Library("classpath:documents/").documents().keySet())
                .hasSize(114)
                .contains("leave/leave.md");
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        Library library = new Library(folder.resolve("nowhere").toString());

        assertThatThrownBy(library::documents).hasMessageContaining("assistant.documents", "no such folder");
    }
}
