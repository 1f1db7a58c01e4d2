package format

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"text/template"
	"text/template/parse"
)

// maxWrites bounds how often a template writes, and with that how long it runs: see bound.
const maxWrites = 20_000

var (
	errTooLong = fmt.Errorf("writes more than %d bytes", maxOutput)
	errEndless = fmt.Errorf("takes more than %d steps: a range or a template that calls itself goes on for too long", maxWrites)
)

// boundedTemplate ends, and writes no more than maxOutput, whatever it is given. It is safe for concurrent use.
type boundedTemplate struct {
	key    string
	parsed *template.Template
}

func (t *boundedTemplate) execute(data map[string]any) ([]byte, error) {
	var out boundedBuffer
	switch err := t.parsed.Execute(&out, data); {
	case errors.Is(err, errTooLong):
		return nil, fmt.Errorf("%s: %w", t.key, errTooLong)
	case errors.Is(err, errEndless):
		return nil, fmt.Errorf("%s: %w", t.key, errEndless)
	case err != nil:
		return nil, templateError(t.key, err)
	}
	return out.buffer.Bytes(), nil
}

// boundedBuffer fails after so many bytes, or so many writes, be they empty.
type boundedBuffer struct {
	buffer bytes.Buffer
	writes int
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	b.writes++
	if b.writes > maxWrites {
		return 0, errEndless
	}
	if b.buffer.Len()+len(p) > maxOutput {
		return 0, errTooLong
	}
	return b.buffer.Write(p)
}

// bound refuses functions that are not listed, and makes each turn of a range and each call of a template write an empty text, so
// that the writer can count them. Nothing else in a template repeats.
func bound(t *template.Template) error {
	for _, each := range t.Templates() {
		if each.Tree == nil || each.Root == nil {
			continue
		}
		b := bounder{tree: each.Tree}
		b.list(each.Root)
		if b.err != nil {
			return b.err
		}
		b.count(each.Root)
	}
	return nil
}

type bounder struct {
	tree *parse.Tree
	err  error
}

func (b *bounder) count(list *parse.ListNode) {
	list.Nodes = slices.Insert(list.Nodes, 0, parse.Node(&parse.TextNode{NodeType: parse.NodeText, Pos: list.Pos}))
}

func (b *bounder) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			b.pipe(node.Pipe)
		case *parse.TemplateNode:
			b.pipe(node.Pipe)
		case *parse.IfNode:
			b.branch(&node.BranchNode)
		case *parse.WithNode:
			b.branch(&node.BranchNode)
		case *parse.RangeNode:
			b.branch(&node.BranchNode)
			b.count(node.List)
		}
	}
}

func (b *bounder) branch(branch *parse.BranchNode) {
	b.pipe(branch.Pipe)
	b.list(branch.List)
	b.list(branch.ElseList)
}

func (b *bounder) pipe(pipe *parse.PipeNode) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		for _, argument := range command.Args {
			b.argument(argument)
		}
	}
}

func (b *bounder) argument(node parse.Node) {
	switch node := node.(type) {
	case *parse.IdentifierNode:
		if !slices.Contains(templateFunctions, node.Ident) && b.err == nil {
			location, _ := b.tree.ErrorContext(node)
			b.err = fmt.Errorf("%s: function %q is not allowed: must be one of %v", location, node.Ident, templateFunctions)
		}
	case *parse.PipeNode:
		b.pipe(node)
	case *parse.ChainNode:
		b.argument(node.Node)
	}
}
