package dev.signalbox.router.limit;

import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimitStore.Kept;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Buckets as a store keeps them: a version, the time at which they were written, and their states as Bucket4j writes them. */
@Slf4j
final class KeptBuckets {

    private static final byte VERSION = 1;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private KeptBuckets() {}

    /**
     * Reads buckets.
     *
     * @param kept what {@link #write} wrote, {@code null} for buckets that are full
     * @param now the time by the store's clock
     */
    static AccountBuckets read(Limits limits, byte @Nullable [] kept, long now) {
        if (kept == null) {
            return AccountBuckets.full(limits, now);
        }
        try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(kept))) {
            byte version = from.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version);
            }
            // A clock that was set back would shut the account for as long.
            return from.readLong() - now > MINUTE.toNanos()
                    ? AccountBuckets.full(limits, now)
                    : AccountBuckets.read(limits, from);
        } catch (IOException e) {
            log.warn("What is kept of a rate limit cannot be read, so it begins anew: {}", e.toString());
            return AccountBuckets.full(limits, now);
        }
    }

    static Kept write(AccountBuckets buckets, long now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeByte(VERSION);
            to.writeLong(now);
            buckets.write(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Kept(
                bytes.toByteArray(),
                Duration.ofNanos(buckets.nanosUntilFull(now)).plus(MINUTE));
    }
}
