package io.primacy.ops.web.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.primacy.schema.report.FiniteNumbers;
import java.io.UncheckedIOException;

/** Views as JSON in one line; figures that are not finite are {@code null}. */
public final class ViewJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(FiniteNumbers.module()).build();

    private ViewJson() {}

    /** The bytes of a view. */
    public static byte[] write(Object view) {
        try {
            return JSON.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A view cannot be written as JSON.", e);
        }
    }
}
