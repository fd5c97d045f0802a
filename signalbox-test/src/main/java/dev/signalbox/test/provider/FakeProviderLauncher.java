package dev.signalbox.test.provider;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** Runs a {@link FakeProvider} as a process of its own, which can be killed as a real provider's would. */
public final class FakeProviderLauncher {

    private FakeProviderLauncher() {}

    /**
     * Starts a provider, prints its base URL as the only line on standard output, and runs until the process is ended.
     * The URL is that of OpenAI's dialect; the others are spoken on the same port, see {@link FakeProvider#baseUrl(String)}.
     * A wrong argument is explained on standard error and ends the process with exit code 2.
     *
     * @param args any of {@code --port}, {@code --text}, {@code --usage}, {@code --fail}, {@code --delay} and
     *     {@code --tokens-per-second}, such as {@code --port=0 --text="Hello" --usage=120,45 --delay=250ms}
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String... args) throws InterruptedException {
        try {
            LaunchOptions options = LaunchOptions.parse(args);
            FakeProvider provider = FakeProvider.start(options.port()).always(options.reply());
            System.out.println(provider.baseUrl());
        } catch (IllegalArgumentException | UncheckedIOException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
        }
        new CountDownLatch(1).await();
    }
}
