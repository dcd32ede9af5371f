package main

import (
	"errors"
	"strings"
	"text/template/parse"
)

// neighbours are the fields of an article that lead to others.
var neighbours = []string{".Related", ".Newer", ".Older"}

func asks(text string) bool {
	for _, field := range neighbours {
		if strings.Contains(text, field) {
			return true
		}
	}
	return false
}

// withoutNeighbours cuts from the theme's article.html what depends on other articles. The theme needs no switch for
// it.
func withoutNeighbours(template string) (string, error) {
	tree := parse.New("article.html")
	tree.Mode = parse.SkipFuncCheck
	tree, err := tree.Parse(template, "", "", map[string]*parse.Tree{})
	if err != nil {
		return "", err
	}
	before := tree.Root.String()
	cut(tree.Root)
	bare := tree.Root.String()
	if asks(bare) || !strings.Contains(before, ".Related") {
		return "", errors.New("the theme's article.html asks for related articles in another way than by {{with}} and " +
			"{{if}}: adapt withoutNeighbours")
	}
	return bare, nil
}

// cut drops the branches of a template whose condition asks for neighbours.
func cut(list *parse.ListNode) {
	if list == nil {
		return
	}
	var kept []parse.Node
	for _, node := range list.Nodes {
		var branch *parse.BranchNode
		switch n := node.(type) {
		case *parse.IfNode:
			branch = &n.BranchNode
		case *parse.WithNode:
			branch = &n.BranchNode
		case *parse.RangeNode:
			branch = &n.BranchNode
		}
		if branch != nil && asks(branch.Pipe.String()) {
			continue
		}
		if branch != nil {
			cut(branch.List)
			cut(branch.ElseList)
		}
		kept = append(kept, node)
	}
	list.Nodes = kept
}
