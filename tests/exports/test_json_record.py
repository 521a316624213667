import io
import json

from outlets.invented import a_record

from twosource.exports import json_record
from twosource.record import Situation, record_to_json


def test_the_export_is_the_record_in_the_shape_of_the_report():
    out = io.BytesIO()
    json_record.write(Situation(a_record()), out)
    found = json.loads(out.getvalue())
    assert "GeoNames" in found.pop("notices")[0]
    assert found == json.loads(json.dumps(record_to_json(a_record())))
    assert out.getvalue().endswith(b"}\n")
