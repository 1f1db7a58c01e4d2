package format

// byStatus is for receivers whose status says all there is to say, and that have nothing of ours to be kept.
type byStatus struct{}

func (byStatus) Judge(*Request, *Answer) Judgement { return Judgement{} }

func (byStatus) Receipt(*Message, []Answer) string { return "" }

func post(url, contentType string, body []byte) *Request {
	return &Request{Method: methodPost, URL: url, Header: []Header{{Name: "Content-Type", Value: contentType}}, Body: body}
}
