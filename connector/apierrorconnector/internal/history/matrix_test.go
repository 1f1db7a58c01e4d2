package history

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer is what a server says of series, as `labels; minute=value …`, minutes after noon.
func answer(series ...string) string {
	var parts []string
	for _, one := range series {
		labels, points, _ := strings.Cut(one, ";")
		var pairs []string
		for _, point := range strings.Fields(points) {
			minutes, value, _ := strings.Cut(point, "=")
			var after int64
			_, _ = fmt.Sscan(minutes, &after)
			pairs = append(pairs, fmt.Sprintf(`[%d,%q]`, noon.Unix()+60*after, value))
		}
		parts = append(parts, fmt.Sprintf(`{"metric":{%s},"values":[%s]}`, labels, strings.Join(pairs, ",")))
	}
	return fmt.Sprintf(`{"status":"success","data":{"resultType":"matrix","result":[%s]}}`, strings.Join(parts, ","))
}

const orders = `"service_name":"shop","http_route":"/orders"`

func TestAnswersBecomeMinutesOfPlaces(t *testing.T) {
	for name, test := range map[string]struct{ calls, failures, latency, want []string }{
		"a value tells of the minute before": {
			calls: []string{orders + "; 1=100 2=50"},
			want:  []string{"shop /orders 12:00 100", "shop /orders 12:01 50"},
		},
		"failures by category": {
			calls: []string{orders + "; 1=100 2=100"},
			failures: []string{
				orders + `,"apierror_category":"timeout"; 1=3`, orders + `,"apierror_category":"internal"; 1=2 2=1`,
			},
			want: []string{"shop /orders 12:00 100 internal=2 timeout=3", "shop /orders 12:01 100 internal=1"},
		},
		"latency": {
			calls: []string{orders + "; 1=100 2=100"}, latency: []string{orders + "; 1=0.25 2=NaN 3=0.5"},
			want: []string{"shop /orders 12:00 100 0.25s", "shop /orders 12:01 100"},
		},
		"each kind of endpoint": {
			calls: []string{
				`"service_name":"shop","rpc_method":"Cart/Add"; 1=1`, `"service_name":"shop","messaging_destination_name":"mails"; 1=2`,
				`"service_name":"shop"; 1=3`,
			},
			want: []string{"shop 12:00 3", "shop mails 12:00 2", "shop Cart/Add 12:00 1"},
		},
		"the names that OpenTelemetry has": {
			calls:    []string{`"service.name":"shop","http.route":"/orders"; 1=9`},
			failures: []string{`"service.name":"shop","http.route":"/orders","apierror.category":"data"; 1=1`},
			want:     []string{"shop /orders 12:00 9 data=1"},
		},
		"a process is a place of its own": {
			calls: []string{
				orders + `,"apierror_business_process":"sales"; 1=10`, `"service_name":"pay","apierror_business_process":"sales"; 1=5`, orders + "; 1=1",
			},
			failures: []string{orders + `,"apierror_business_process":"sales","apierror_category":"internal"; 1=4`},
			want:     []string{"pay 12:00 5", "shop /orders 12:00 11 internal=4", "process sales 12:00 15 internal=4"},
		},
		"an outcome that is wrong fails the process, and the endpoint where there is none": {
			calls: []string{orders + `,"apierror_business_process":"sales"; 1=10`, `"service_name":"shop","http_route":"/cart"; 1=10`},
			failures: []string{
				orders + `,"apierror_business_process":"sales","apierror_category":"business_logic"; 1=4`,
				`"service_name":"shop","http_route":"/cart","apierror_category":"business_logic"; 1=3`,
			},
			want: []string{"shop /cart 12:00 10 business_logic=3", "shop /orders 12:00 10", "process sales 12:00 10 business_logic=4"},
		},
		"what asked for what there isn't, at no endpoint, is judged nowhere": {
			calls:    []string{`"service_name":"shop"; 1=100`, orders + "; 1=10"},
			failures: []string{`"service_name":"shop","apierror_category":"not_found"; 1=90`, orders + `,"apierror_category":"not_found"; 1=3`},
			want:     []string{"shop 12:00 10", "shop /orders 12:00 10 not_found=3"},
		},
		"who gave up himself met no failure": {
			calls: []string{orders + "; 1=10"}, failures: []string{orders + `,"apierror_category":"cancelled"; 1=4`},
			want: []string{"shop /orders 12:00 10"},
		},
		"categories that nobody tells, or knows": {
			calls: []string{orders + "; 1=10"}, failures: []string{orders + "; 1=2", orders + `,"apierror_category":"<script>"; 1=3`},
			want: []string{"shop /orders 12:00 10 ?=2 unknown=3"},
		},
		"parts of calls add up to the right number": {
			calls: []string{orders + "; 1=1.4 2=1.4 3=1.4 4=1.4 5=1.4"}, failures: []string{orders + `,"apierror_category":"data"; 1=0.4 2=0.4 3=0.4 4=0.4 5=0.4`},
			want: []string{
				"shop /orders 12:00 1", "shop /orders 12:01 2 data=1", "shop /orders 12:02 1", "shop /orders 12:03 2 data=1", "shop /orders 12:04 1",
			},
		},
		"no more failed than there were": {
			calls:    []string{orders + "; 1=10"},
			failures: []string{orders + `,"apierror_category":"data"; 1=8 2=1`, orders + `,"apierror_category":"timeout"; 1=8`},
			want:     []string{"shop /orders 12:00 10 data=8 timeout=2"},
		},
		"numbers that are none, and times that nobody asked for": {
			calls: []string{orders + "; 1=+Inf 2=-Inf 3=NaN 4=-7 5=1e15 6=1e999 7=5 99=1 0=1 -5=1 400000000000=1"},
			want:  []string{"shop /orders 12:06 5"},
		},
		"no service": {calls: []string{`"http_route":"/orders"; 1=5`, `; 1=5`, `"service_name":""; 1=5`}},
		"nothing":    {},
	} {
		t.Run(name, func(t *testing.T) {
			l := NewLedger()
			_, err := l.ReadCalls(strings.NewReader(answer(test.calls...)), hour)
			require.NoError(t, err)
			_, err = l.ReadFailures(strings.NewReader(answer(test.failures...)), hour)
			require.NoError(t, err)
			_, err = l.ReadLatency(strings.NewReader(answer(test.latency...)), hour)
			require.NoError(t, err)
			assert.ElementsMatch(t, test.want, told(t, l))
		})
	}
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	l := NewLedger()
	got, err := l.ReadCalls(strings.NewReader(answer(orders+"; 1=-7 2=1 99=1 3=NaN", `"http_route":"/x"; 1=1`)), hour)
	require.NoError(t, err)
	assert.Equal(t, Answer{Series: 2, Nameless: 1}, got)
	assert.Equal(t, 2, l.LeftOut, "a negative number and a time that nobody asked for; NaN is how a server says nothing")
}

func TestServersThatSayWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"refused": {
			`{"status":"error","errorType":"execution","error":"too many samples\n<b>"}`, `execution: "too many samples\n<b>"`,
		},
		"a page":           {"<html>Sign in</html>", `none of a Prometheus-compatible server: "invalid character '<'`},
		"nothing":          {"", `none of a Prometheus-compatible server: "EOF"`},
		"cut off":          {answer(orders + "; 1=100")[:80], `none of a Prometheus-compatible server: "unexpected EOF"`},
		"another document": {`{"a":{"b":[1,2]}}`, "no status success"},
		"no result":        {`{"status":"success","data":{"resultType":"matrix"}}`, "with a result"},
		"a list":           {`[]`, "it has another shape"},
		"a vector":         {`{"status":"success","data":{"result":[{"metric":{},"values":7}]}}`, "cannot unmarshal number"},
		"points of three":  {`{"status":"success","data":{"result":[{"values":[[1,"2",3]]}]}}`, "it has another shape"},
		"points of one":    {`{"status":"success","data":{"result":[{"values":[[1]]}]}}`, "it has another shape"},
		"points of none":   {`{"status":"success","data":{"result":[{"values":[null]}]}}`, "it has another shape"},
		"labels of maps":   {`{"status":"success","data":{"result":[{"metric":{"service_name":{}}}]}}`, "cannot unmarshal object"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewLedger().ReadCalls(strings.NewReader(test.text), hour)
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestRefusalsHaveAType(t *testing.T) {
	_, err := NewLedger().ReadCalls(strings.NewReader(`{"status":"error","errorType":"timeout","error":"slow"}`), hour)
	var refusal *Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, "timeout", refusal.Type)
}

func TestAnAnswerMayBeOfAPartOnly(t *testing.T) {
	for text, want := range map[string]string{
		`{"status":"success","isPartial":true,"data":{"result":[]},"stats":{"a":1}}`:           "the answer is partial",
		`{"status":"success","isPartial":false,"data":{"result":[]}}`:                          "",
		`{"status":"success","data":{"result":[]},"warnings":["store-3 is down\u0007","two"]}`: `"store-3 is down\a"`,
	} {
		got, err := NewLedger().ReadCalls(strings.NewReader(text), hour)
		require.NoError(t, err)
		assert.Equal(t, want, got.Warning)
	}
}

// endless is an answer that goes on for ever.
type endless struct {
	part string
	left string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == "" {
		e.left = e.part
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

func TestAnAnswerIsBounded(t *testing.T) {
	for name, test := range map[string]struct{ begin, part string }{
		"series without end":   {`{"status":"success","data":{"result":[{"metric":{}}`, `,{"metric":{},"values":[[1,"2"]]}`},
		"points without end":   {`{"status":"success","data":{"result":[{"metric":{},"values":[[1,"2"]`, `,[1,"2"]`},
		"a name without end":   {`{"status":"success","data":{"result":[{"metric":{"service_name":"`, strings.Repeat("a", 4096)},
		"a status without end": {`{"status":"`, strings.Repeat("a", 4096)},
		"a member without end": {`{"status":"success","`, strings.Repeat("a", 4096)},
		"spaces without end":   {``, strings.Repeat(" ", 4096)},
	} {
		t.Run(name, func(t *testing.T) {
			text := io.MultiReader(strings.NewReader(test.begin), &endless{part: test.part})
			_, err := NewLedger().readWithin(text, question{calls, hour.From, hour.To}, bounds{bytes: 1 << 20, points: 10_000})
			require.ErrorIs(t, err, ErrTooMuch)
		})
	}
}

// The decoder of the standard library would take hours for it: it goes through them again after each piece.
func TestSpacesInSmallPieces(t *testing.T) {
	text := io.LimitReader(&endless{part: " "}, 1<<22)
	_, err := NewLedger().ReadCalls(text, hour)
	require.ErrorIs(t, err, errGarbage)
}

var errLine = errors.New("the line is cut")

func TestAnErrorOnTheWayIsNotTheServersText(t *testing.T) {
	_, err := NewLedger().ReadCalls(io.MultiReader(strings.NewReader(`{"status":`), failing{}), hour)
	require.ErrorIs(t, err, errLine)
	require.NotErrorIs(t, err, errGarbage)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errLine }

func FuzzAnswer(f *testing.F) {
	f.Add([]byte(answer(orders+`,"apierror_category":"timeout"; 1=100 2=NaN 3=1e300`, `"service.name":"a\u0000b"; 1=0.5`)))
	f.Add([]byte(`{"status":"error","errorType":"timeout","error":"slow"}`))
	f.Add([]byte(`{"status":"success","isPartial":true,"warnings":[null],"data":{"result":[{"values":[[1e308,"1"],[-1,"0x1p-2"]]}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l := NewLedger()
		all := Slice{From: 0, To: 1 << 62}
		for _, read := range []func(io.Reader, Slice) (Answer, error){l.ReadCalls, l.ReadFailures, l.ReadLatency} {
			_, _ = read(strings.NewReader(string(text)), all)
		}
		told(t, l) // which checks what every taker may rely on
	})
}
