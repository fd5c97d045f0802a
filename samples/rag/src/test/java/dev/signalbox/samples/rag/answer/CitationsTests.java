package dev.signalbox.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitationsTests {

    @Test
    void areNumbersInBracketsInTheOrderOfTheirFirstMention() {
        assertThat(Citations.of("Ask first [3]. Then go [1][3], or wait [2, 1].", 3))
                .containsExactly(3, 1, 2);
    }

    @Test
    void areNotThoseOfSourcesThatThereAreNot() {
        assertThat(Citations.of("It is so [0], [4] and [2, 99999].", 3)).isEmpty();
        assertThat(Citations.of("It is so [2, 4].", 3)).containsExactly(2);
    }

    @Test
    void areNoOtherBrackets() {
        assertThat(Citations.of("See [here], array[], [1a] and (1).", 3)).isEmpty();
    }
}
