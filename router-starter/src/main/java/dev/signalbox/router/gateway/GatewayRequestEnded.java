package dev.signalbox.router.gateway;

import dev.signalbox.router.event.RoutedCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to the gateway has been answered, well or badly. Published to the application's listeners; holds nothing of what
 * was said.
 *
 * @param method the HTTP method
 * @param path the path below the API's version, for example {@code chat/completions}
 * @param status the HTTP status
 * @param caller who sent it, {@code -} if nobody known did
 * @param model the model as the client wrote it, {@code -} where there is none
 * @param call how the call went, {@code null} if there was none
 * @param error the kind of the error by its name on the wire, {@code null} if there was none
 * @param duration from the request to the end of the answer
 */
public record GatewayRequestEnded(
        String method,
        String path,
        int status,
        String caller,
        String model,
        @Nullable RoutedCall call,
        @Nullable String error,
        Duration duration) {}
