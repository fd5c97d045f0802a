package dev.signalbox.router.gateway;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ObjectNode;

/** Finds the JSON objects in the events of a stream of bytes. Comments, names and end markers are left out. */
@RequiredArgsConstructor
final class EventParser {

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Consumer<ObjectNode> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    void accept(byte[] bytes) {
        for (byte next : bytes) {
            if (next == '\n') {
                endLine();
            } else if (next != '\r') {
                line.write(next);
            }
        }
    }

    private void endLine() {
        byte[] read = line.toByteArray();
        line.reset();
        if (read.length == 0) {
            endEvent();
        } else if (isData(read)) {
            int start = read.length > DATA.length && read[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
            if (data.size() > 0) {
                data.write('\n');
            }
            data.write(read, start, read.length - start);
        }
    }

    private static boolean isData(byte[] read) {
        if (read.length < DATA.length) {
            return false;
        }
        for (int index = 0; index < DATA.length; index++) {
            if (read[index] != DATA[index]) {
                return false;
            }
        }
        return true;
    }

    private void endEvent() {
        ObjectNode event = GatewayJson.object(data.toByteArray());
        data.reset();
        if (event != null) {
            events.accept(event);
        }
    }
}
