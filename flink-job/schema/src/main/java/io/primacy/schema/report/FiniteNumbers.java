package io.primacy.schema.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes NaN and infinities, which JSON does not have, as {@code null}. */
public final class FiniteNumbers extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    private FiniteNumbers() {
        super(Double.class);
    }

    /** To be registered with a mapper. */
    public static SimpleModule module() {
        return new SimpleModule("finite-numbers")
                .addSerializer(Double.class, new FiniteNumbers())
                .addSerializer(double.class, new FiniteNumbers());
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value.doubleValue());
        } else {
            out.writeNull();
        }
    }
}
