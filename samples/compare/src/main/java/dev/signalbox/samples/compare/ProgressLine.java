package dev.signalbox.samples.compare;

import dev.signalbox.router.compare.ComparisonProgress;
import java.io.PrintStream;
import java.util.function.Consumer;

/** One line that is written over, or where nobody watches a terminal, one for each quarter. */
record ProgressLine(PrintStream out, boolean terminal) implements Consumer<ComparisonProgress> {

    @Override
    public void accept(ComparisonProgress progress) {
        String line = progress.done() + " of " + progress.total() + " outcomes, " + progress.failed() + " failed";
        if (terminal) {
            out.print("\r" + line + ", " + progress.cost() + "   ");
            out.flush();
        } else if (progress.done() * 4 / progress.total() > (progress.done() - 1) * 4 / progress.total()) {
            out.println(line);
        }
    }
}
