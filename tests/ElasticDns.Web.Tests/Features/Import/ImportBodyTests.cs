using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportBodyTests : ApiTest
{
    private const int MebiByte = 1024 * 1024;
    private const string Yaml = "services:\n  api:\n    ports: [3000]\n";

    private static readonly byte[] YamlBytes = Encoding.UTF8.GetBytes(Yaml);

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("APPLICATION/YAML")]
    [InlineData("application/yaml; charset=utf-8")]
    [InlineData("application/x-yaml")]
    [InlineData("text/yaml")]
    [InlineData("text/x-yaml")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/octet-stream")]
    public async Task A_text_of_that_content_type_is_read(string contentType) =>
        (await App.PostAsync("namespace=shop", YamlBytes, contentType)).Expect(201);

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    [InlineData("image/png")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData(null)]
    public async Task Any_other_content_type_answers_415_and_says_what_curl_needs(string? contentType)
    {
        var answer = await App.PostAsync("namespace=shop", YamlBytes, contentType);
        answer.ExpectProblem(415);
        Assert.Contains("-H 'Content-Type: application/yaml'", answer.String("detail"), StringComparison.Ordinal);
        Assert.Contains("-F file=@service.yml", answer.String("detail"), StringComparison.Ordinal);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_part_named_file_is_read_without_a_file_name()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(YamlBytes), "file" } };
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports?namespace=shop", form)).Expect(201);
    }

    [Fact]
    public async Task A_form_without_a_file_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports?namespace=shop", form)).ExpectRefusal("no-file");
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_form_that_is_none_answers_400(string contentType) =>
        (await App.PostAsync("namespace=shop", YamlBytes, contentType)).ExpectProblem(400);

    [Fact]
    public async Task A_form_that_ends_in_the_middle_answers_400_and_changes_nothing()
    {
        var body = Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=file; filename=service.yml\r\n\r\n{Yaml}");
        (await App.PostAsync("namespace=shop", body, "multipart/form-data; boundary=b")).ExpectProblem(400);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_document() =>
        (await App.PostAsync("namespace=shop", [], "application/yaml")).ExpectRefusal("empty-document");

    [Trait("bad-input", "D14")]
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_with_a_content_encoding_answers_415(string encoding)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(new byte[20 * MebiByte]);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/yaml");
        content.Headers.ContentEncoding.Add(encoding);
        (await App.SendAsync(HttpMethod.Post, "/api/v1/imports?namespace=shop", content)).ExpectProblem(415);
    }

    [Trait("bad-input", "D13")]
    [Fact]
    public async Task A_gzip_archive_and_a_zip_archive_are_told_by_their_first_bytes()
    {
        (await App.PostAsync("namespace=shop", [0x1F, 0x8B, 8, 0, 0, 0], "application/octet-stream")).ExpectRefusal("archive-kind");
        (await App.PostAsync("namespace=shop", [0x50, 0x4B, 3, 4, 0, 0], "application/octet-stream")).ExpectRefusal("archive-corrupt");
    }

    [Trait("bad-input", "D11")]
    [Fact]
    public async Task A_file_of_4_MiB_is_read_and_one_byte_more_answers_413()
    {
        var body = new byte[4 * MebiByte];
        Array.Fill(body, (byte)'#');
        YamlBytes.CopyTo(body, 0);
        body[YamlBytes.Length] = (byte)'#';
        (await App.PostAsync("namespace=shop", body, "application/yaml")).Expect(201);
        (await App.PostAsync("namespace=other", [.. body, (byte)'#'], "application/yaml")).ExpectProblem(413);
        Assert.Null(App.Store.Current.Find("default", "other"));
    }

    [Fact]
    public async Task One_file_that_is_too_large_refuses_the_call()
    {
        var answer = await App.PostFilesAsync("", ("production/one/service.yml", Yaml), ("production/two/service.yml", Yaml + new string('#', 4 * MebiByte)));
        answer.ExpectProblem(413);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task More_than_a_thousand_files_answer_413()
    {
        var files = Enumerable.Range(0, 1_001).Select(i => ($"production/n{i}/service.yml", Yaml)).ToArray();
        (await App.PostFilesAsync("", files)).ExpectProblem(413);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Trait("bad-input", "D14")]
    [Theory]
    [InlineData("Content-Length: 104857600\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "800000\r\n")]
    public async Task A_body_that_is_too_large_answers_413_before_it_is_read_to_its_end(string header, string chunk)
    {
        using var connection = new RawConnection(App);
        await connection.SendAsync($"POST /api/v1/imports?namespace=shop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/yaml\r\nConnection: close\r\n{header}\r\n{chunk}");
        // A little more than one file may have, of far more that was announced; the answer may come before all of it is taken.
        var piece = new string('#', 64 * 1024);
        var sending = SendAsync(connection, piece, 5 * MebiByte);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await connection.ReadLineAsync());
        await sending;
        Assert.True(App.Store.Current.IsEmpty);
    }

    private static async Task SendAsync(RawConnection connection, string piece, int bytes)
    {
        for (var sent = 0; sent < bytes && await connection.SendAsync(piece);) sent += piece.Length;
    }

    [Trait("bad-input", "D11")]
    [Fact]
    public async Task A_client_that_goes_away_half_way_leaves_nothing()
    {
        using (var connection = new RawConnection(App))
            await connection.SendAsync($"POST /api/v1/imports?namespace=shop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/yaml\r\nContent-Length: 1000\r\n\r\n{Yaml}");
        (await App.PostAsync("namespace=other", YamlBytes, "application/yaml")).Expect(201);
        Assert.Equal(["other"], Json.Strings((await App.GetAsync("applications")).Json, "namespace"));
    }

    [Trait("bad-input", "D12")]
    [Theory]
    [InlineData(@"..\..\x.yml", "../../x.yml")]
    [InlineData("x.exe", "x.exe")]
    [InlineData("noextension", "noextension")]
    public async Task A_file_may_have_any_name_and_findings_show_it(string name, string shown)
    {
        var answer = await App.PostFilesAsync("namespace=shop", (name, "services:\n  api:\n    ports: [0]\n"));
        Assert.Equal(shown, (string?)answer.ExpectRefusal("port-out-of-range")["file"]);
        (await App.PostFilesAsync("namespace=shop", (name, Yaml))).Expect(201);
    }

    [Trait("bad-input", "D12")]
    [Fact]
    public async Task A_very_long_file_name_is_cut()
    {
        var answer = await App.PostFilesAsync("namespace=shop", (new string('a', 300) + ".yml", "services:\n  api:\n    ports: [0]\n"));
        Assert.Equal(200, ((string?)answer.ExpectRefusal("port-out-of-range")["file"])!.Length);
    }

    [Fact]
    public async Task A_file_name_outside_ASCII_is_shown_as_it_is()
    {
        var form = new MultipartFormDataContent();
        var part = new ByteArrayContent("services:\n  api:\n    ports: [0]\n"u8.ToArray());
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = "büro.yml" };
        form.Add(part);
        var answer = await App.SendAsync(HttpMethod.Post, "/api/v1/imports?namespace=shop", form);
        Assert.Equal("büro.yml", (string?)answer.ExpectRefusal("port-out-of-range")["file"]);
    }
}
