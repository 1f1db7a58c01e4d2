package feedback

// Word is what a person says of a finding.
type Word string

const (
	True     Word = "true"     // rightly told
	False    Word = "false"    // nothing was wrong
	Expected Word = "expected" // it happened, recurs, and is nothing to be told of
)

var words = []Word{True, False, Expected}

// Verdict is an entry of the file.
type Verdict struct {
	Finding string `json:"finding"` // its id
	Word    Word   `json:"verdict"`
	By      string `json:"by,omitempty"`
	Note    string `json:"note,omitempty"`
	// At tells which occurrence is meant: the last that had begun by then. Unix nanoseconds; 0 for the last that was told when the verdict was read.
	At int64 `json:"at,omitempty"`
	// Until is when it stops counting; 0 for never.
	Until int64 `json:"until,omitempty"`
}

func (v *Verdict) benign() bool { return v.Word != True }

// occurrence is what one verdict can be about; of several verdicts on it the last in the file counts.
type occurrence struct {
	finding string
	at      int64
}

func (v *Verdict) about() occurrence { return occurrence{v.Finding, v.At} }
