package dev.signalbox.test.provider;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections on 127.0.0.1, each served by a daemon thread. */
final class ProviderServer implements Closeable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final int BACKLOG = 1024;

    private static final int CLOSE_SECONDS = 5;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final AtomicInteger connections = new AtomicInteger();

    private final CountDownLatch accepting = new CountDownLatch(1);

    private final ServerSocket listener;

    private final ExecutorService threads;

    private final RequestLog log;

    private final ChatApi api;

    ProviderServer(int port, RequestLog log, ChatApi api) throws IOException {
        this.listener = new ServerSocket(port, BACKLOG, InetAddress.getByAddress(LOOPBACK));
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("fake-provider-" + listener.getLocalPort()),
                new DiscardPolicy());
        this.log = log;
        this.api = api;
        threads.execute(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connectionCount() {
        return connections.get();
    }

    void disconnect() {
        open.forEach(ProviderServer::closeQuietly);
    }

    /** Returns once the port is free again. */
    @Override
    public void close() {
        closeQuietly(listener);
        disconnect();
        threads.shutdown();
        awaitQuietly(accepting);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException ex) {
                // the listener is closed, which ends the loop, or the client is gone already
            }
        }
        accepting.countDown();
    }

    private void accept(Socket socket) {
        open.add(socket);
        connections.incrementAndGet();
        if (listener.isClosed()) {
            closeQuietly(socket);
        } else {
            threads.execute(() -> serve(socket));
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new ClientConnection(socket, log, api).serve();
        } catch (IOException ex) {
            // the connection is gone, and with it whoever could be told
        } finally {
            open.remove(socket);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException ex) {
            // closed all the same
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory daemons(String name) {
        ThreadFactory threads = Executors.defaultThreadFactory();
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setName(name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
