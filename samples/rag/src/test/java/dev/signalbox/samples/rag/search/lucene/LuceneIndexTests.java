package dev.signalbox.samples.rag.search.lucene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.samples.rag.search.IndexUnavailableException;
import dev.signalbox.samples.rag.search.PassageIndex;
import dev.signalbox.samples.rag.search.PassageIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTests extends PassageIndexContract {

    @TempDir
    private Path folder;

    @Override
    protected PassageIndex open() {
        return new LuceneIndex(folder);
    }

    @Test
    void saysThatAnotherHasItOpen() {
        assertThatThrownBy(this::open)
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("assistant.index.folder is '" + folder + "'")
                .hasMessageContaining("another process");
    }
}
