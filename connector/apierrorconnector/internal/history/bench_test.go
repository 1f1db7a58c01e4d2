package history

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A day of 300 endpoints, which is most of what one answer may have.
func BenchmarkADayOfThreeHundredEndpoints(b *testing.B) {
	var points []string
	for i := range int64(1440) {
		points = append(points, strconv.FormatInt(noon.Unix()+60*i, 10)+`,"120"`)
	}
	var series []string
	for i := range 300 {
		series = append(series, `{"metric":{"service_name":"shop","http_route":"/`+strconv.Itoa(i)+`"},"values":[[`+strings.Join(points, "],[")+`]]}`)
	}
	text := `{"status":"success","data":{"result":[` + strings.Join(series, ",") + `]}}`
	day := Slice{From: noon.UnixNano(), To: noon.UnixNano() + longestSlice}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l := NewLedger()
		_, err := l.ReadCalls(strings.NewReader(text), day)
		require.NoError(b, err)
		l.Hand(&total{})
	}
}
