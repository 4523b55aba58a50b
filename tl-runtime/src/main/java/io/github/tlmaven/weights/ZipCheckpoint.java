package io.github.tlmaven.weights;

import io.github.tlmaven.weights.pickle.PickleInput;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The format of torch from 1.6 on: a zip of one folder of any name, with the pickle in {@code data.pkl}, each storage in
 * {@code data/KEY} and, from 2.1 on, the order of bytes in {@code byteorder}. An archive of TorchScript has the same
 * frame, and {@code constants.pkl} or {@code code/} beside it.
 */
final class ZipCheckpoint {

    private static final String PICKLE = "data.pkl";
    private static final String STORAGES = "data/";
    private static final String BYTE_ORDER = "byteorder";
    private static final String CONSTANTS = "constants.pkl";
    private static final String CODE = "code/";
    private static final int MAX_BYTE_ORDER = 16;

    private final FileMapping file;
    private final Map<String, ZipEntry> entries;
    private final String folder;

    private ZipCheckpoint(FileMapping file, Map<String, ZipEntry> entries, String folder) {
        this.file = file;
        this.entries = entries;
        this.folder = folder;
    }

    /** Finds the folder of the archive. */
    static ZipCheckpoint open(FileMapping file) throws UnreadableException {
        Map<String, ZipEntry> entries = ZipDirectory.read(file);
        List<String> folders = entries.keySet().stream()
                .filter(name -> name.endsWith("/" + PICKLE))
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .filter(name -> name.indexOf('/') == name.length() - 1)
                .toList();
        if (folders.size() != 1) {
            throw UnreadableException.content("a zip with " + folders.size() + " folders that hold a " + PICKLE
                    + ", where torch.save writes one; its entries are such as "
                    + ProblemList.shown(entries.keySet().stream().limit(3).toList()));
        }
        return new ZipCheckpoint(file, entries, folders.get(0));
    }

    /** Whether the archive holds code of TorchScript. */
    boolean isTorchScript() {
        return entries.containsKey(folder + CONSTANTS)
                || entries.keySet().stream().anyMatch(name -> name.startsWith(folder + CODE));
    }

    /** Reads the pickle and finds the storages. */
    RawCheckpoint read() throws UnreadableException {
        StoredBytes pickle = entry(PICKLE);
        if (pickle.bytes() > RawCheckpoint.MAX_PICKLE) {
            throw UnreadableException.content(
                    PICKLE + " has " + pickle.bytes() + " bytes; at most " + RawCheckpoint.MAX_PICKLE + " are read");
        }
        PickleInput input = new PickleInput(file::window, pickle.position(), pickle.position() + pickle.bytes());
        Object root = RawCheckpoint.unpickled(input, new TorchClasses());
        Map<String, StoredBytes> storages = new LinkedHashMap<>();
        for (ZipEntry entry : entries.values()) {
            if (entry.name().startsWith(folder + STORAGES)) {
                storages.put(entry.name().substring(folder.length() + STORAGES.length()), entry.content());
            }
        }
        return new RawCheckpoint(root, storages, byteOrder());
    }

    private ByteOrder byteOrder() throws UnreadableException {
        ZipEntry entry = entries.get(folder + BYTE_ORDER);
        String name = entry == null ? "little" : text(entry.content());
        return switch (name) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new UnreadableException(
                        "its byte order is '" + ProblemList.shown(name) + "', neither little nor big");
        };
    }

    private String text(StoredBytes entry) {
        int length = (int) Math.min(MAX_BYTE_ORDER, entry.bytes());
        return StandardCharsets.ISO_8859_1
                .decode(file.window(entry.position(), length))
                .toString();
    }

    private StoredBytes entry(String name) throws UnreadableException {
        ZipEntry entry = entries.get(folder + name);
        if (entry == null) {
            throw new UnreadableException("has no " + name);
        }
        return entry.content();
    }
}
