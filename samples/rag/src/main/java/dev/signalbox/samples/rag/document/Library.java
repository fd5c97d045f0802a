package dev.signalbox.samples.rag.document;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/** The documents of a folder, in files or in the class path, and what they say. Markdown, HTML and PDF. */
@Slf4j
public final class Library {

    private static final String CLASS_PATH = "classpath:";
    private static final Map<String, DocumentReader> READERS = readers();

    private final String folder;
    private final Splitter splitter = new Splitter();

    /**
     * Looks at nothing yet.
     *
     * @param folder a folder, or one in the class path with {@code classpath:} before it
     */
    public Library(String folder) {
        Assert.hasText(folder, "assistant.documents is empty: name a folder of Markdown, HTML and PDF files");
        this.folder = folder.endsWith("/") ? folder : folder + "/";
    }

    private static Map<String, DocumentReader> readers() {
        DocumentReader markdown = new MarkdownReader();
        DocumentReader html = new HtmlReader();
        return Map.of("md", markdown, "markdown", markdown, "html", html, "htm", html, "pdf", new PdfReader());
    }

    /**
     * All documents that are there now, by their path below the folder, with slashes. Files of other formats and links to
     * folders are left out, with a warning; so are, without one, files and folders whose names begin with a dot.
     *
     * @throws IllegalStateException if there is no such folder
     */
    public SortedMap<String, Resource> documents() {
        SortedMap<String, Resource> documents = new TreeMap<>();
        SortedMap<String, Integer> others = new TreeMap<>();
        try {
            for (Resource file : files()) {
                String path = relative(file);
                if (READERS.containsKey(extension(path)) && !isHidden(path)) {
                    documents.put(path, file);
                } else if (!isHidden(path)) {
                    others.merge(extension(path), 1, Integer::sum);
                }
            }
            tell(others);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(
                    "assistant.documents is '%s', which cannot be read (%s): name a folder of Markdown, HTML and PDF files"
                            .formatted(folder, e.getMessage()),
                    e);
        }
        return documents;
    }

    private List<Resource> files() throws IOException {
        if (folder.startsWith(CLASS_PATH)) {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(folder + "**"))
                    .filter(file -> file.isReadable() && !isFolder(file))
                    .toList();
        }
        if (!Files.isDirectory(Path.of(folder))) {
            throw new IOException("there is no such folder");
        }
        try (Stream<Path> files = Files.walk(Path.of(folder).toRealPath())) {
            return files.filter(Library::isFile)
                    .<Resource>map(FileSystemResource::new)
                    .toList();
        }
    }

    private static boolean isFolder(Resource file) {
        try {
            return file.getURI().toString().endsWith("/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFile(Path path) {
        if (Files.isSymbolicLink(path) && Files.isDirectory(path)) {
            log.warn("{} is left out: links to folders are not followed", path);
        }
        return Files.isRegularFile(path);
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static void tell(SortedMap<String, Integer> others) {
        if (!others.isEmpty()) {
            log.warn(
                    "{} files are left out ({}): documents are Markdown (.md), HTML (.html) or PDF (.pdf)",
                    others.values().stream().mapToInt(count -> count).sum(),
                    others.entrySet().stream()
                            .map(other -> other.getKey() + ": " + other.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private String relative(Resource file) throws IOException {
        return folder.startsWith(CLASS_PATH)
                ? inClassPath(file.getURI().toString())
                : Path.of(folder)
                        .toRealPath()
                        .relativize(file.getFilePath())
                        .toString()
                        .replace(File.separatorChar, '/');
    }

    /** In a jar the folder's own URL has another shape, but nothing stands before the folder. */
    private String inClassPath(String uri) throws IOException {
        int start = uri.startsWith("jar:")
                ? uri.lastIndexOf("!/") + "!/".length() + folder.length() - CLASS_PATH.length()
                : new PathMatchingResourcePatternResolver()
                        .getResource(folder)
                        .getURI()
                        .toString()
                        .length();
        return URLDecoder.decode(uri.substring(start).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String extension(String path) {
        String extension = StringUtils.getFilenameExtension(path);
        return extension == null ? "no extension" : extension.toLowerCase(Locale.ROOT);
    }

    /**
     * The passages of a document.
     *
     * @throws IOException if the document is broken
     */
    public List<Passage> passages(String path, byte[] content) throws IOException {
        DocumentReader reader = READERS.get(extension(path));
        if (reader == null) {
            throw new IllegalArgumentException("No document: " + path);
        }
        try {
            return splitter.split(path, reader.read(path, content));
        } catch (RuntimeException
                | StackOverflowError
                | LinkageError e) { // libraries throw anything at what is broken in ways that they did not think of
            throw new IOException("it is broken: " + e, e);
        }
    }

    /** Tells contents apart, and the ways in which they were read. */
    public String fingerprint(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return Splitter.VERSION + "-" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
