package lintel.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.InvalidValueTreatmentMethod;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.MissingValueTreatmentMethod;
import org.dmg.pmml.Value;

/** How a PMML document has values treated before its model sees them. Source: PMML 4.4, "Mining Schema". */
final class PmmlFields {
    private final List<MiningField> mining;
    private final Map<String, DataType> types = new HashMap<>();
    private final Map<String, Set<Object>> missing = new HashMap<>();
    private final Map<String, Set<Object>> valid = new HashMap<>();

    PmmlFields(DataDictionary dictionary, MiningSchema schema) {
        mining = schema.getMiningFields();
        for (DataField field : dictionary.getDataFields()) {
            types.put(field.getName(), field.getDataType());
            missing.put(field.getName(), new HashSet<>());
            valid.put(field.getName(), new HashSet<>());
            for (Value value : field.getValues()) {
                (value.getProperty() == Value.Property.MISSING ? missing : valid)
                        .get(field.getName())
                        .add(typed(field.getName(), value.getValue()));
            }
        }
    }

    /**
     * @param given field to Double, Boolean, String or null
     * @return the same as the model sees it; empty: a treatment refuses it
     */
    Optional<Map<String, Object>> treated(Map<String, Object> given) {
        Map<String, Object> fields = new HashMap<>();
        for (MiningField field : mining) {
            String name = field.getName();
            Object value = given.get(name);
            if (value == null || missing.get(name).contains(value)) {
                if (field.getMissingValueTreatment() == MissingValueTreatmentMethod.RETURN_INVALID) {
                    return Optional.empty();
                }
                Object replacement = field.getMissingValueReplacement();
                value = replacement == null ? null : typed(name, replacement);
            } else if (!valid.get(name).isEmpty() && !valid.get(name).contains(value)) {
                if (field.getInvalidValueTreatment() != InvalidValueTreatmentMethod.AS_IS) {
                    return Optional.empty();
                }
            }
            fields.put(name, value);
        }
        return Optional.of(fields);
    }

    private Object typed(String field, Object written) {
        return switch (types.get(field)) {
            case DOUBLE -> Double.valueOf(written.toString());
            case BOOLEAN -> Boolean.valueOf(written.toString());
            default -> written.toString();
        };
    }
}
