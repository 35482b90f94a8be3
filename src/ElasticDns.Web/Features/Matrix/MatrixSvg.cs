using System.Globalization;
using System.Text;
using System.Xml;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>Draws a matrix as a picture that stands alone: no script, no font, nothing to load.</summary>
public sealed class MatrixSvg
{
    /// <summary>How many cells a picture has at most; it is made in memory.</summary>
    public const int MostCells = 10_000;

    private const string Namespace = "http://www.w3.org/2000/svg";
    private const int Cell = 28;
    private const int Group = 26;
    private const int Head = 64;
    private const double Letter = 7.3;

    private readonly MatrixView _view;
    private readonly MatrixMode _mode;
    private readonly XmlWriter _xml;
    private readonly int _left;
    private readonly int _top;
    private readonly int _bottom;

    private MatrixSvg(MatrixView view, MatrixMode mode, XmlWriter xml)
    {
        (_view, _mode, _xml) = (view, mode, xml);
        _left = 32 + Width(view.Callers.Select(row => view.Matrix.Callers[row].Service.Label.Length).Append(12));
        _top = Head + Group + 12 + Width(view.Targets.Select(column => view.Matrix.Targets[column].Target.Label.Length).Append(4));
        _bottom = _top + (view.Callers.Count() * Cell) + (view.Callers.Select(row => view.Matrix.Callers[row].Application).Distinct().Count() * Group);
    }

    /// <summary>Writes the picture.</summary>
    public static async Task WriteAsync(Cluster cluster, MatrixView view, MatrixMode mode, bool dark, Stream body, CancellationToken cancellationToken)
    {
        using var made = new MemoryStream();
        using (var xml = XmlWriter.Create(made, new() { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
            new MatrixSvg(view, mode, xml).Draw(cluster, dark);
        made.Position = 0;
        await made.CopyToAsync(body, cancellationToken);
    }

    private void Draw(Cluster cluster, bool dark)
    {
        var width = _left + (_view.Targets.Count() * Cell) + 24;
        Start("svg", ("xmlns", Namespace), ("viewBox", $"0 0 {Math.Max(width, 480)} {_bottom + 40}"), ("width", Text(Math.Max(width, 480))), ("height", Text(_bottom + 40)), ("role", "img"));
        Element("title", $"Matrix of {cluster.Name}: {MatrixExport.Title(_mode)}");
        Element("style", PictureStyle.Of("matrix", dark));
        Label($"Matrix of {cluster.Name}", 16, 28, "title");
        Label($"{MatrixExport.Title(_mode)}; rows call, columns are called", 16, 48, "dim");
        DrawColumns();
        DrawRows();
        Label("disc: same application · ring: same cluster · diamond: itself · dash: no port · filled: declared · triangle: declared and does not resolve", 16, _bottom + 26, "dim");
        _xml.WriteEndElement();
    }

    private void DrawColumns()
    {
        Application? group = null;
        var x = _left;
        var columns = _view.Targets.CountBy(column => _view.Matrix.Targets[column].Application.Namespace).ToDictionary();
        foreach (var column in _view.Targets)
        {
            var (home, target) = _view.Matrix.Targets[column];
            if (!ReferenceEquals(home, group))
            {
                group = home;
                Line(x, Head, x, _bottom);
                // A name that is longer than its columns would run into the next one's.
                var room = (int)(columns[home.Namespace] * Cell / Letter) - 1;
                Label(Shorten(home.Name, room), x + 4, Head + 16, "application");
            }
            var unneeded = _mode is MatrixMode.Unneeded && MatrixCounts.IsUnneeded(_view.Index, home, target);
            Start("text", ("transform", $"translate({x + (Cell / 2) + 4},{_top - 8}) rotate(-90)"), ("class", unneeded ? "label unneeded" : target.HasAddress ? "label" : "label dim"));
            _xml.WriteString(unneeded ? $"{target.Label} !" : target.Label);
            _xml.WriteEndElement();
            x += Cell;
        }
        Line(16, _top, x, _top);
    }

    private void DrawRows()
    {
        Application? group = null;
        var y = _top;
        var shown = _view.Cells(_mode).ToHashSet();
        foreach (var row in _view.Cells(MatrixMode.Possible).GroupBy(cell => cell.Row))
        {
            var (application, service) = _view.Matrix.Callers[row.Key];
            if (!ReferenceEquals(application, group))
            {
                group = application;
                Line(16, y, _left + (_view.Targets.Count() * Cell), y);
                Label(application.Name, 16, y + 18, "application");
                y += Group;
            }
            Label(service.Label, 24, y + 18, "label");
            var x = _left;
            foreach (var cell in row)
            {
                DrawCell(cell, x, y, !shown.Contains(cell));
                x += Cell;
            }
            y += Cell;
        }
    }

    private void DrawCell(MatrixCell cell, int x, int y, bool back)
    {
        var (middle, line) = (x + (Cell / 2), y + (Cell / 2));
        Start("g", ("class", back ? "back" : "cell"));
        if (cell.Use is { } use && !back)
        {
            Element("title", $"{_view.Matrix.Callers[cell.Row].Service.Label} to {_view.Matrix.Targets[cell.Column].Target.Label}: {UseSign.Words(use.Use)} in {use.First.Mention.Where}, line {use.First.Mention.Line}");
        }
        var symbol = ReachSign.Symbol(cell.Reach);
        if (cell.Use?.Use is DeclaredUse.Broken)
        {
            Shape("rect", "broken", ("x", Text(x + 2)), ("y", Text(y + 3)), ("width", Text(Cell - 4)), ("height", Text(Cell - 6)), ("rx", "4"));
            Shape("path", "triangle", ("d", $"M{middle} {line - 6}l6 11h-12z"));
        }
        else
        {
            if (cell.Use is not null) Shape("rect", $"declared {symbol}", ("x", Text(x + 2)), ("y", Text(y + 3)), ("width", Text(Cell - 4)), ("height", Text(Cell - 6)), ("rx", "4"));
            var look = cell.Use is null ? symbol : $"{symbol} on";
            switch (cell.Reach)
            {
                case Reach.SameApplication or Reach.SameCluster:
                    Shape("circle", look, ("cx", Text(middle)), ("cy", Text(line)), ("r", "4"));
                    break;
                case Reach.Self:
                    Shape("path", look, ("d", $"M{middle} {line - 5}l5 5l-5 5l-5 -5z"));
                    break;
                default:
                    Shape("path", look, ("d", $"M{middle - 5} {line}h10"));
                    break;
            }
        }
        _xml.WriteEndElement();
    }

    private static int Width(IEnumerable<int> letters) => (int)(Math.Min(letters.Max(), DnsLabel.MaxLength) * Letter);

    private static string Shorten(string text, int room) => text.Length <= room ? text : room < 2 ? "" : $"{text[..(room - 1)]}…";

    // A name may hold what XML has no way to write.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(int x1, int y1, int x2, int y2) => Shape("path", "line", ("d", $"M{x1 + 0.5} {y1 + 0.5}L{x2 + 0.5} {y2 + 0.5}"));

    private void Label(string text, int x, int y, string look)
    {
        Start("text", ("x", Text(x)), ("y", Text(y)), ("class", look));
        _xml.WriteString(Clean(text));
        _xml.WriteEndElement();
    }

    private void Shape(string name, string look, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _xml.WriteAttributeString("class", look);
        _xml.WriteEndElement();
    }

    private void Element(string name, string text) => _xml.WriteElementString(name, Namespace, Clean(text));

    private void Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name, Namespace);
        foreach (var (attribute, value) in attributes)
            if (attribute != "xmlns") _xml.WriteAttributeString(attribute, value);
    }
}
